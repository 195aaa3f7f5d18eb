import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type HostPage = {
  /** Where a browser finds it: another origin, under another host name. */
  origin: string;
  /** What the strict policy forbade so far, as browsers report it. */
  violations: string[];
  close(): void;
};

const STRICT = (foyer: string) =>
  `default-src 'none'; script-src 'self' ${foyer}; connect-src ${foyer} ${foyer.replace('http', 'ws')}; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /violations`;

const TURBO = new URL(import.meta.resolve('@hotwired/turbo/dist/turbo.es2017-umd.js'));

/** The lines of the README, and no more. */
const DOCUMENTED = (foyer: string) =>
  `default-src 'none'; script-src ${foyer}; connect-src ${foyer} ${foyer.replace('http', 'ws')}; img-src ${foyer}; require-trusted-types-for 'script'; report-uri /violations`;

/**
 * A shop on another origin that embeds the snippet. `/` plain, `/strict` under a strict policy, `/documented` under the documented one,
 * `/twice` with the snippet twice, `/early` with calls before the script, `/consent` with data-consent, `/members` with data-identity, `/bare` without us, `/comments` with what somebody wrote there to stand in for our script, `/app/*` a single-page
 * app, `/turbo/*` one that Turbo turns pages in, `/rtl` right to left.
 */
export async function openHostPage(o: {
  foyer: string;
  key: string;
  host?: string;
  /** What else stands on pages of this shop, by their address. */
  bodies?: Record<string, string>;
}): Promise<HostPage> {
  const snippet = `<script async src="${o.foyer}/foyer/${o.key}.js"></script>`;
  const page = (title: string, body: string, lang = 'lang="en"') =>
    `<!doctype html><html ${lang}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body><main><h1>${title}</h1><p>Tea, pots and cups.</p><a href="/second">Second page</a>${body}</main></body></html>`;
  const pages: Record<string, string> = {
    '/': page('Tea shop', snippet),
    '/second': page('Second page', snippet),
    '/strict': page('Strict shop', snippet),
    '/documented': page('Strict shop', snippet),
    '/twice': page('Twice', snippet + snippet),
    '/early': page(
      'Early',
      `<script>window.Foyer=window.Foyer||function(){(Foyer.q=Foyer.q||[]).push(arguments)};Foyer('on','open',function(){window.opened=true});Foyer('ask','From the page')</script>${snippet}`,
    ),
    '/consent': page('Consent', snippet.replace('async', 'async data-consent="required"')),
    '/members': page('Members', snippet.replace('async', 'async data-identity="required"')),
    '/bare': page('Bare', ''),
    '/comments': page('Comments', `<img name="currentScript" src="http://stranger.example/foyer/x.js">${snippet}`),
    '/rtl': page('متجر الشاي', snippet, 'lang="ar" dir="rtl"'),
    '/app': page(
      'App',
      `<button id="go">Go on</button><script>document.getElementById('go').onclick=function(){history.pushState({},'','/app/next');document.title='Next';var body=document.createElement('body');body.innerHTML='<main><h1>Next</h1></main>';document.body.replaceWith(body)}</script>${snippet}`,
    ),
  };
  for (const path of ['/turbo', '/turbo/second'])
    pages[path] = page(`On ${path}`, `<a href="/turbo/second">Turn the page</a>${snippet}`).replace(
      '</head>',
      '<script src="/turbo.js"></script></head>',
    );
  for (const [path, body] of Object.entries(o.bodies ?? {})) pages[path] = page('Tea shop', body);
  const violations: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    // Some browsers ask for an icon that no page wants.
    if (path === '/violations')
      void text(request).then((report) => report.includes('/favicon.ico') || violations.push(report));
    if (path === '/turbo.js') return response.setHeader('content-type', 'text/javascript').end(readFileSync(TURBO));
    const found = pages[path] ?? (path.startsWith('/app') ? pages['/app'] : undefined);
    response.statusCode = found ? 200 : 404;
    if (path === '/strict') response.setHeader('content-security-policy', STRICT(o.foyer));
    if (path === '/documented') response.setHeader('content-security-policy', DOCUMENTED(o.foyer));
    response.setHeader('content-type', 'text/html; charset=utf-8').end(found ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    violations,
    origin: `http://${o.host ?? 'shop.example'}:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
