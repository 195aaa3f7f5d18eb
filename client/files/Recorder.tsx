import { useEffect, useRef, useState } from 'preact/hooks';
import { lengthOf } from './rules.ts';

const MOST_MS = 5 * 60_000;
/** What browsers record, best first. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

export type RecorderWords = {
  recording(length: string): string;
  stop: string;
  cancel: string;
  noMicrophone: string;
  voiceName: string;
};
export type Voice = { file: File; durationMs: number };

/** Plain http pages and old browsers have no microphone to offer. */
export function canRecord(): boolean {
  return typeof MediaRecorder === 'function' && typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** Records from its first moment on. `onEnd` gets what was said, or null. */
export function Recorder({ words, onEnd }: { words: RecorderWords; onEnd: (voice: Voice | null) => void }) {
  const recorder = useRef<MediaRecorder | null>(null);
  const [length, setLength] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const wanted = useRef(false);
  const stop = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let ended = false;
    const silence = () => {
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void (async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        if (ended) return silence();
        const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
        const made = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 32_000 } : {});
        const parts: Blob[] = [];
        const began = performance.now();
        made.ondataavailable = ({ data }) => void parts.push(data);
        made.onstop = () => {
          silence();
          if (ended) return;
          const bare = (made.mimeType || 'audio/webm').split(';')[0] as string;
          const end = bare.split('/')[1] === 'mp4' ? 'm4a' : bare.split('/')[1];
          const file = new File(parts, `${words.voiceName}.${end}`, { type: bare });
          onEnd(wanted.current && file.size > 0 ? { file, durationMs: Math.round(performance.now() - began) } : null);
        };
        made.start(500);
        recorder.current = made;
        setLength(0);
        timer = setInterval(() => {
          const passed = performance.now() - began;
          setLength(passed);
          if (passed > MOST_MS) keep();
        }, 250);
      } catch {
        silence();
        setFailed(true);
      }
    })();
    return () => {
      ended = true;
      silence();
    };
  }, []);
  useEffect(() => {
    if (length === 0) stop.current?.focus();
  }, [length === 0]);

  const keep = () => {
    wanted.current = true;
    recorder.current?.stop();
  };
  if (failed) {
    return (
      <p class="refused" role="alert">
        {words.noMicrophone}{' '}
        <button type="button" class="link" onClick={() => onEnd(null)}>
          {words.cancel}
        </button>
      </p>
    );
  }
  return (
    <div class="recorder">
      <p role="status" aria-live="off">
        {words.recording(lengthOf(length ?? 0))}
      </p>
      <button type="button" class="link" onClick={() => (recorder.current ? recorder.current.stop() : onEnd(null))}>
        {words.cancel}
      </button>
      <button type="button" class="keep" ref={stop} disabled={length === null} onClick={keep}>
        {words.stop}
      </button>
    </div>
  );
}
