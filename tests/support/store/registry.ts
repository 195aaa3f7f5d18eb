import * as books from './books.ts';

export const stores = { books };
