/** The headers of a demo page: the strict one shows that the snippet needs no more than this. No page of ours stands in another's frame. */
export function headersFor(path: string): Record<string, string> {
  const strict =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; ";
  return { 'content-security-policy': `${path.startsWith('/demo/strict') ? strict : ''}frame-ancestors 'none'` };
}
