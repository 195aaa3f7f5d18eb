const LOOKS_LIKE_EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

/** Whether a text may be an address: the server checks the same. */
export const isEmail = (text: string): boolean => LOOKS_LIKE_EMAIL.test(text) && text.length <= 254;
