/** Hertz, and when each begins, in seconds. */
const NOTES = [
  [659, 0],
  [880, 0.13],
] as const;
const LASTS_S = 0.5;
const LOUD = 0.05;

/** Two soft notes, made here: no file is loaded for them, and no policy of the page has to allow any. */
export function chime(): void {
  const audio = new AudioContext();
  // Where the browser lets no sound out it stays silent.
  void audio.resume().catch(() => {});
  for (const [hertz, after] of NOTES) {
    const begins = audio.currentTime + 0.02 + after;
    const [note, loudness] = [audio.createOscillator(), audio.createGain()];
    note.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, begins);
    loudness.gain.linearRampToValueAtTime(LOUD, begins + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begins + LASTS_S);
    note.connect(loudness).connect(audio.destination);
    note.start(begins);
    note.stop(begins + LASTS_S);
    // The last one to end puts the device back.
    note.onended = () => after > 0 && void audio.close().catch(() => {});
  }
}
