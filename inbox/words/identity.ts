/** The secrets by which a website vouches for its visitors. */
export const identity = {
  title: 'Who visitors are',
  more: 'Your server can vouch for whoever is signed in on your website: staff see the name, and the conversations are there on every device. It signs a token by a secret that only you and Foyer know.',
  secrets: 'Secrets',
  none: 'There is no secret yet. Until there is one, nobody can be vouched for; everybody can chat all the same.',
  ending: (ending: string) => `ends in ${ending}`,
  made: (when: string) => `made ${when}`,
  used: (when: string) => `last used ${when}`,
  notUsed: 'not used yet',
  make: 'Make a secret',
  makeAnother: 'Make another one',
  full: 'Two are valid at a time, so that you can exchange one without a gap: put the new one into your server, wait until the old one is not used any more, and revoke that.',
  revoke: (ending: string) => `Revoke the secret that ends in ${ending}`,
  revokeShort: 'Revoke',
  revokeTitle: 'Revoke this secret?',
  revokeMore: 'Tokens that are signed by it are refused from now on. This cannot be undone.',
  revoked: 'The secret is revoked.',
  shown: 'The new secret',
  shownMore:
    'This is the only time that you see it. Keep it on your server, never in a page: whoever knows it can be anybody.',
  secret: 'Secret',
  done: 'I have kept it',
  samples: 'Sign a token',
  samplesMore:
    'On your server, for whoever is signed in. It needs an id that stays the same, and an end; ten minutes are enough.',
  language: 'Language of the sample',
  sample: (language: string) => `Sample in ${language}`,
  page: 'Say it on the page',
  pageMore: "With the token that your server has made. Call it on every page, and Foyer('logout') when they sign out.",
  required: 'Do several people use one browser?',
  requiredMore:
    'With data-identity="required" on the script, what somebody proven wrote is hidden until the page has said again who is there.',
};
