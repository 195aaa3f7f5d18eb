/** How long things may be, as plain numbers: pages may ship them, and no schema comes along. */

/** What a person writes in one message, in characters. */
export const MAX_TEXT_CHARACTERS = 10_000;
