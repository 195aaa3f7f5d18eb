/** The headers of a demo page: the strict one shows that the snippet needs no more than this. */
export function headersFor(path: string): Record<string, string> {
  if (!path.startsWith('/demo/strict')) return {};
  return {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'",
  };
}
