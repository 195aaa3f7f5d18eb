/** There is no connection to be had. */
export class UnreachablePostgres extends Error {
  override name = 'UnreachablePostgres';
}

/** Settings under which an acknowledged message could be lost or damaged. */
export class UnsafePostgres extends Error {
  override name = 'UnsafePostgres';
}
