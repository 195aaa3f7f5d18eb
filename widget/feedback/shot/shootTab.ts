import { fileOf } from './file.ts';
import { hiddenOn } from './private.ts';

const SETTLES_MS = 300;
const TRIES = 6;
/** What browsers round away between the size of a tab and of its picture. */
const AS_LARGE = 0.02;
/** What reaches over the edge of its box, such as a slanted letter. */
const MARGIN_PX = 3;

type Media = MediaDevices & { setCaptureHandleConfig?(config: object): void };
type Track = MediaStreamTrack & { getCaptureHandle?(): { handle?: string } | null };

/** Whether the browser can show us a tab at all: on a page without https it cannot. */
export function canShowTab(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/**
 * Makes a picture of this tab through the browser's own dialog, without the chat, and covers what is private before anything else is done
 * with it. 'other': something else was shown, where nobody knows what to cover; nothing of it is kept. 'denied': the visitor would not.
 */
export async function shootTab(own: HTMLElement): Promise<File | 'other' | 'denied' | 'failed'> {
  const handle = `${Math.random()}`;
  let stream: MediaStream;
  try {
    const media = navigator.mediaDevices as Media;
    media.setCaptureHandleConfig?.({ handle, permittedOrigins: [location.origin] });
    const wish = { video: true, audio: false, preferCurrentTab: true, selfBrowserSurface: 'include' };
    stream = await media.getDisplayMedia(wish as DisplayMediaStreamOptions);
  } catch {
    return 'denied';
  }
  // Inside of the chat nothing may move while it is away.
  own.style.setProperty('visibility', 'hidden', 'important');
  try {
    const [track] = stream.getVideoTracks();
    if (!track || !isThisTab(track, handle)) return 'other';
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    if (Math.abs((video.videoWidth / video.videoHeight) * (innerHeight / innerWidth) - 1) > AS_LARGE) return 'other';
    const covers = await stillCovers(own);
    if (!covers) return 'failed';
    return (await fileOf(covered(video, covers))) ?? 'failed';
  } catch {
    return 'failed';
  } finally {
    own.style.removeProperty('visibility');
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Browsers that show tabs say which it is. One that cannot say shows whole screens. */
function isThisTab(track: Track, handle: string): boolean {
  if (track.getSettings().displaySurface !== 'browser') return false;
  return track.getCaptureHandle ? track.getCaptureHandle()?.handle === handle : true;
}

/**
 * Where covers belong, once nothing private has moved for a while: a picture of the tab is a moment older than what the page says. By then
 * the browser's dialog is gone, and the chat with it. What does not come to rest has no picture.
 */
async function stillCovers(own: HTMLElement): Promise<DOMRect[] | undefined> {
  let before = '';
  for (let tries = 0; tries < TRIES; tries++) {
    const covers = hiddenOn(document, own).flatMap(boxesOf);
    const now = covers.map(({ x, y, width, height }) => [x, y, width, height]).join();
    if (tries > 0 && now === before) return covers;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, SETTLES_MS));
  }
  return undefined;
}

/** Its own box, and what hangs out of it. */
function boxesOf(element: Element): DOMRect[] {
  const inside = document.createRange();
  inside.selectNodeContents(element);
  const roots = element.shadowRoot ? [...element.shadowRoot.querySelectorAll('*')] : [];
  return [...element.getClientRects(), ...inside.getClientRects(), ...roots.flatMap(boxesOf)];
}

function covered(video: HTMLVideoElement, covers: readonly DOMRect[]): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  // Fingers may have made the page larger than the window.
  const { width, offsetLeft, offsetTop } = visualViewport ?? { width: innerWidth, offsetLeft: 0, offsetTop: 0 };
  context.drawImage(video, 0, 0);
  context.scale(video.videoWidth / width, video.videoWidth / width);
  context.translate(-offsetLeft, -offsetTop);
  context.fillStyle = '#000';
  for (const box of covers) {
    context.fillRect(box.x - MARGIN_PX, box.y - MARGIN_PX, box.width + 2 * MARGIN_PX, box.height + 2 * MARGIN_PX);
  }
  return canvas;
}
