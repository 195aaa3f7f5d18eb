import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type Child = {
  /** Resolves with the first line that contains the word. */
  says(word: string): Promise<string>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
};

/** Starts `child.ts` on the settings of some data; `fileLimitKb` makes every file of it end there, like a full disk. */
export function startChild(settings: object, action: 'hold' | 'write', fileLimitKb?: number): Child {
  const program = fileURLToPath(new URL('./child.ts', import.meta.url));
  const given = JSON.stringify({ ...settings, migrations: String((settings as { migrations: URL }).migrations) });
  const limit = fileLimitKb === undefined ? '' : `ulimit -f ${fileLimitKb}; `;
  const child: ChildProcess = spawn(
    'bash',
    ['-c', `${limit}exec "$@"`, 'child', process.execPath, program, given, action],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
      child.emit('said');
    });
  }
  return {
    says: (word) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = said
            .split('\n')
            .slice(0, -1)
            .find((one) => one.includes(word));
          if (line !== undefined) resolve(line);
        };
        child.on('said', look);
        child.once('close', () => reject(new Error(`The child ended without "${word}": ${said}`)));
        look();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
