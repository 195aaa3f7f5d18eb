/** The cross on a file that has not gone yet. */
export function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="remove" aria-label={label} onClick={onClick}>
      <svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true" class="icon">
        <path d="m6 6 12 12M18 6 6 18" />
      </svg>
    </button>
  );
}
