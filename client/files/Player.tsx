import type { ComponentChild } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { lengthOf } from './rules.ts';

type PlayerWords = { play: string; pause: string; voice: string; place: string; unplayable: string };
let context: AudioContext | undefined;
/** One voice at a time. */
let silence: (() => void) | undefined;

/** Plays a voice note by WebAudio, which no page's policy on media keeps out. `otherwise` is shown where the browser cannot read it. */
export function Player(p: {
  load(): Promise<ArrayBuffer>;
  durationMs: number | null;
  words: PlayerWords;
  otherwise?: ComponentChild;
}) {
  const { words } = p;
  const sound = useRef<{ buffer: AudioBuffer; from: number; began: number; source: AudioBufferSourceNode | null }>(
    null,
  );
  const [state, setState] = useState<'still' | 'loading' | 'playing' | 'failed'>('still');
  const [at, setAt] = useState(0);
  const [lengthMs, setLengthMs] = useState(p.durationMs ?? 0);

  const stop = () => {
    const playing = sound.current;
    if (!playing?.source) return;
    playing.from = place();
    playing.source.onended = null;
    playing.source.stop();
    playing.source = null;
    setState('still');
  };
  const place = () => {
    const { current } = sound;
    if (!current) return 0;
    const passed = current.source && context ? context.currentTime - current.began : 0;
    return Math.min(current.buffer.duration, current.from + passed);
  };
  const start = async () => {
    silence?.();
    setState('loading');
    try {
      context ??= new AudioContext();
      await context.resume();
      if (!sound.current) {
        const buffer = await context.decodeAudioData(await p.load());
        sound.current = { buffer, from: at, began: 0, source: null };
        setLengthMs(buffer.duration * 1000);
      }
      const { current } = sound;
      if (current.from >= current.buffer.duration - 0.05) current.from = 0;
      const source = context.createBufferSource();
      source.buffer = current.buffer;
      source.connect(context.destination);
      source.onended = () => {
        current.source = null;
        current.from = 0;
        setAt(0);
        setState('still');
      };
      source.start(0, current.from);
      Object.assign(current, { source, began: context.currentTime });
      silence = stop;
      setState('playing');
    } catch {
      setState('failed');
    }
  };
  useEffect(() => {
    if (state !== 'playing') return;
    const timer = setInterval(() => setAt(place()), 100);
    return () => clearInterval(timer);
  }, [state]);
  useEffect(() => stop, []);

  if (state === 'failed') {
    return (
      <div class="unplayable">
        <p role="alert">{words.unplayable}</p>
        {p.otherwise}
      </div>
    );
  }
  const playing = state === 'playing';
  return (
    <fieldset class="player" aria-label={words.voice}>
      <button
        type="button"
        class="round"
        aria-label={playing ? words.pause : words.play}
        disabled={state === 'loading'}
        onClick={() => (playing ? stop() : void start())}
      >
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" class="icon">
          <path d={playing ? 'M8 5v14M16 5v14' : 'm8 5 11 7-11 7Z'} />
        </svg>
      </button>
      <input
        type="range"
        min={0}
        max={Math.max(0.1, lengthMs / 1000)}
        step={0.1}
        value={at}
        aria-label={words.place}
        aria-valuetext={lengthOf(at * 1000)}
        onInput={(event) => {
          const to = Number(event.currentTarget.value);
          setAt(to);
          if (!sound.current) return;
          stop();
          sound.current.from = to;
          if (playing) void start();
        }}
      />
      <span class="time">{lengthOf(playing || at > 0 ? at * 1000 : lengthMs)}</span>
    </fieldset>
  );
}
