import { pictureAt } from '../../../protocol/articles.ts';

/** Staff see a picture by their session, published or not. */
export function pictureForStaff(from: string): string {
  return `${location.origin}/api/staff/files/${pictureAt(from)?.id}/whole`;
}
