import type { TranscriptWords } from '../../client/transcript/transcript.ts';
import { transcript } from '../words/en/transcript.ts';
import { fill, wordsOf } from '../words/speech.ts';

/** What is said in a transcript and around it. */
export function transcriptWords(): typeof transcript & { inside: TranscriptWords } {
  const words = wordsOf('transcript', transcript);
  const inside = {
    ...words,
    title: (site: string) => fill(words.title, { site }),
    made: (when: string, zone: string) => fill(words.made, { when, zone }),
    answers: (text: string) => fill(words.answers, { text }),
    file: (name: string, size: string) => fill(words.file, { name, size }),
  };
  return { ...words, inside };
}
