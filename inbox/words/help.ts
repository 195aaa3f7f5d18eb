/** Where the help of a site is on the web. */
export const help = {
  title: 'Help on the web',
  more: 'What you publish under Help has pages of its own, which search engines find. What the chat shows does not change here.',
  open: 'There is a help centre on the web',
  closed: 'Nobody finds it at its address.',
  address: 'Its address',
  name: 'Short name',
  nameHint: (root: string) =>
    `What stands behind ${root}. Small letters, digits and dashes. The long address goes on working.`,
  host: 'Host name of your own',
  hostHint: 'Such as help.shop.example. The help centre of this site stands there, at the top.',
  lead: 'How does this name lead here?',
  leadMore: 'Make this record where the names of your website are kept.',
  leadProxy:
    'Then let the server in front of Foyer answer to that name too, with a certificate for it, and hand on the Host header. The README has the lines.',
  taken: 'Another site has this already. Please take another one.',
  wrong: {
    name: 'Please take small letters and digits, with single dashes between them, such as saltmarsh.',
    host: 'Please write a name such as help.shop.example: one that is yours, and another than that of Foyer.',
  },
};
