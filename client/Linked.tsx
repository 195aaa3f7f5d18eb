/** A web address in a text; what ends a sentence or closes a bracket is not part of it. */
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>"'.,:;!?…()[\]{}*_])/i;

/** What somebody wrote, with its web addresses to be followed. Where they lead to is not told where the reader comes from. */
export function Linked({ text }: { text: string }) {
  // Every second piece is an address.
  return text.split(ADDRESS).map((piece, at) =>
    at % 2 === 0 ? (
      piece
    ) : (
      <a key={at} href={piece} target="_blank" rel="noopener noreferrer nofollow">
        {piece}
      </a>
    ),
  );
}
