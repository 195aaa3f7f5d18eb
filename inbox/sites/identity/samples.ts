/** How to sign a token, with what each language brings along: HS256, as RFC 7515 says. tests/inbox/samples.test.ts runs those it can. */
export const samples = {
  Node: `import { createHmac } from 'node:crypto';

function foyerToken(user) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ alg: 'HS256', typ: 'JWT' });
  const claims = part({
    sub: String(user.id),
    name: user.name,
    email: user.email,
    exp: Math.floor(Date.now() / 1000) + 600,
  });
  const signature = createHmac('sha256', process.env.FOYER_SECRET)
    .update(head + '.' + claims)
    .digest('base64url');
  return head + '.' + claims + '.' + signature;
}`,
  PHP: `function foyer_token($user) {
  $part = fn($bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
  $head = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT']));
  $claims = $part(json_encode([
    'sub' => (string) $user->id,
    'name' => $user->name,
    'email' => $user->email,
    'exp' => time() + 600,
  ]));
  $signature = $part(hash_hmac('sha256', "$head.$claims", getenv('FOYER_SECRET'), true));
  return "$head.$claims.$signature";
}`,
  Python: `import base64, hashlib, hmac, json, os, time

def foyer_token(user):
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")
    head = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    claims = part(json.dumps({
        "sub": str(user.id),
        "name": user.name,
        "email": user.email,
        "exp": int(time.time()) + 600,
    }).encode())
    signed = head + b"." + claims
    signature = hmac.new(os.environ["FOYER_SECRET"].encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + part(signature)).decode()`,
  Ruby: `require "base64"
require "json"
require "openssl"

def foyer_token(user)
  part = ->(bytes) { Base64.urlsafe_encode64(bytes, padding: false) }
  head = part.(JSON.generate({ alg: "HS256", typ: "JWT" }))
  claims = part.(JSON.generate({
    sub: user.id.to_s,
    name: user.name,
    email: user.email,
    exp: Time.now.to_i + 600
  }))
  signature = OpenSSL::HMAC.digest("SHA256", ENV.fetch("FOYER_SECRET"), "#{head}.#{claims}")
  "#{head}.#{claims}.#{part.(signature)}"
end`,
};
