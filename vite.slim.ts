import type { Plugin } from 'vite';

/** One place of a file: what stands from `from` up to `to`, which stays, is replaced by `put`. */
type Swap = { from: string; to: string; put?: string };
type Cut = {
  /** Methods that nothing here calls. */
  without?: string[];
  swaps?: Swap[];
};

/**
 * What the widget leaves out of socket.io-client. It opens one namespace over one websocket, with JSON in text frames and
 * `client/packets.ts` as the parser, and gives every address and option itself (`client/line.ts`). So there is no polling and no
 * change of transport, no binary data, no address to parse, no queue of retries and no recovery by the server. Nor are there the
 * listeners that engine.io-client puts on `window` when it is loaded and never takes back: `remove` leaves nothing behind.
 */
const cuts: Record<string, Cut> = {
  'engine.io-client/build/esm/socket.js': {
    without: ['createTransport', '_probe', '_filterUpgrades', '_getWritablePackets', 'send'],
    swaps: [
      {
        from: 'import { transports as DEFAULT_TRANSPORTS }',
        to: 'import { installTimerFunctions',
        put: 'import { WS } from "./transports/websocket.js";',
      },
      { from: 'const withEventListeners', to: '/**' },
      {
        from: 'if (uri && "object" === typeof uri) {',
        to: 'this._open();',
        put: 'installTimerFunctions(this, opts); this.opts = opts;',
      },
      {
        from: 'if (this.transports.length === 0) {',
        to: 'transport.open();',
        put: `this.readyState = "opening";
          const query = { ...this.opts.query, EIO: protocol, transport: "websocket" };
          const transport = new WS({ ...this.opts, query, socket: this });`,
      },
      { from: 'Socket.priorWebsocketSuccess = "websocket" === this.transport.name;', to: 'this.emitReserved("open")' },
      { from: 'if ("open" === this.readyState && this.opts.upgrade) {', to: '/**', put: '}' },
      { from: 'this._upgrades = this._filterUpgrades(', to: 'this._pingInterval = data' },
      { from: 'this._getWritablePackets();', to: 'this.transport.send(', put: 'this.writeBuffer;' },
      { from: 'if ("function" === typeof data) {', to: 'if ("closing" === this.readyState' },
      { from: 'options = options || {};', to: 'const packet = {' },
      { from: 'if (fn)', to: 'this.flush();' },
      { from: 'const cleanupAndClose', to: 'if ("opening" === this.readyState || "open"' },
      {
        from: 'if (this.writeBuffer.length) {',
        to: 'return this;',
        put: 'this.writeBuffer.length ? this.once("drain", close) : close(); }',
      },
      { from: 'Socket.priorWebsocketSuccess = false;', to: 'this.emitReserved("error", err)' },
      { from: 'if (withEventListeners) {', to: '// set ready state' },
    ],
  },
  'engine.io-client/build/esm/transport.js': { without: ['pause'] },
  'engine.io-client/build/esm/transports/websocket.js': {
    without: ['createSocket'],
    swaps: [
      { from: 'const isReactNative', to: 'export class BaseWS' },
      { from: 'const protocols =', to: 'try {' },
      {
        from: 'this.ws = this.createSocket(uri, protocols, opts);',
        to: '}',
        put: 'this.ws = new WebSocket(uri);',
      },
      { from: 'if (this.opts.autoUnref) {', to: 'this.onOpen();' },
      { from: 'const WebSocketCtor', to: '/**' },
    ],
  },
  'engine.io-client/build/esm/util.js': {
    swaps: [
      {
        from: 'const NATIVE_SET_TIMEOUT',
        to: '// base64',
        put: `export function installTimerFunctions(obj) {
          obj.setTimeoutFn = setTimeout.bind(null);
          obj.clearTimeoutFn = clearTimeout.bind(null);
        }`,
      },
    ],
  },
  'engine.io-client/build/esm/globals.js': {
    swaps: [
      {
        from: 'export const nextTick',
        to: 'export const defaultBinaryType',
        put: 'export const nextTick = (act) => Promise.resolve().then(act); export const globalThisShim = globalThis;',
      },
    ],
  },
  'engine.io-parser/build/esm/encodePacket.browser.js': {
    swaps: [
      { from: 'const withNativeBlob', to: '// ArrayBuffer.isView' },
      { from: 'if (withNativeBlob && data instanceof Blob) {', to: '// plain string' },
    ],
  },
  'engine.io-parser/build/esm/decodePacket.browser.js': {
    swaps: [
      {
        from: 'if (typeof encodedPacket !== "string") {',
        to: 'const packetType',
        put: 'if (typeof encodedPacket !== "string") return ERROR_PACKET; const type = encodedPacket.charAt(0);',
      },
    ],
  },
  'socket.io-client/build/esm/manager.js': {
    without: [
      ...['reconnection', 'reconnectionAttempts', 'reconnectionDelay', 'randomizationFactor', 'reconnectionDelayMax'],
      ...['timeout', 'connect', 'disconnect', 'maybeReconnectOnOpen', 'reconnect', 'onreconnect'],
    ],
    swaps: [
      { from: 'if (uri && "object" === typeof uri) {', to: 'this.opts = opts;', put: 'opts = uri;' },
      { from: 'this.reconnection(opts.reconnection', to: 'this._readyState = "closed";' },
      { from: 'this.uri = uri;', to: 'this.encoder', put: 'const _parser = opts.parser;' },
      { from: 'import { Backoff }', to: 'import { Emitter' },
      { from: 'if (fn) {', to: '};', put: '' },
      { from: 'if (false !== this._timeout) {', to: 'this.subs.push(openSubDestroy)' },
      { from: 'this._reconnecting = false;', to: 'this.onclose(' },
      { from: 'this.backoff.reset();', to: 'this._readyState = "closed"' },
      { from: 'if (this._reconnection && !this.skipReconnect) {', to: '}', put: '{' },
    ],
  },
  'socket.io-client/build/esm/socket.js': {
    without: [
      ...['disconnected', 'send', 'emitWithAck', 'compress', 'volatile', 'timeout', 'ack'],
      ...['_addToQueue', '_drainQueue', '_registerAckCallback', 'notifyOutgoingListeners'],
      ...['prependAny', 'offAny', 'listenersAny'],
      ...['onAnyOutgoing', 'prependAnyOutgoing', 'offAnyOutgoing', 'listenersAnyOutgoing'],
    ],
    swaps: [
      { from: 'if (this._opts.retries', to: 'const packet = {' },
      { from: 'packet.options = {};', to: '// event ack callback' },
      { from: 'this._registerAckCallback(id, ack);', to: 'packet.id = id;', put: 'this.acks[id] = ack;' },
      { from: 'const isTransportWritable', to: 'const isConnected' },
      {
        from: 'const discardPacket',
        to: 'this.flags = {};\n        return',
        put: 'if (isConnected) this.packet(packet); else this.sendBuffer.push(packet);',
      },
      { from: 'data: this._pid', to: '});', put: 'data,' },
      {
        from: 'Object.keys(this.acks).forEach(',
        to: '/**',
        put: 'for (const id of Object.keys(this.acks)) if (!this.sendBuffer.some((one) => String(one.id) === id)) delete this.acks[id]; }',
      },
      {
        from: 'this.emitReserved("connect_error", new Error("It seems you',
        to: '}\n                break;',
        put: 'this.emitReserved("connect_error", new Error("no session"));',
      },
      { from: 'if (null != packet.id) {', to: 'if (this.connected) {' },
      { from: 'if (this._pid && args.length', to: '/**', put: '}' },
      { from: 'if (ack.withError) {', to: 'ack.apply(this, packet.data)' },
      { from: 'this.recovered = pid', to: 'this.connected = true' },
      { from: 'this._drainQueue(true);', to: 'this.emitReserved("connect")' },
      { from: 'this.notifyOutgoingListeners(packet);', to: 'this.packet(packet);' },
    ],
  },
  // Where the page has a `toJSON` on all objects that cannot be changed, giving signals one of their own throws.
  '@preact/signals-core/dist/signals-core.module.js': {
    swaps: [{ from: '.prototype.toJSON=function(){return this.value}', to: ';' }],
  },
};

/** Leaves out of libraries what the widget never calls. Fails the build where a place looks different than when this was written. */
export function slim(): Plugin {
  return {
    name: 'slim',
    enforce: 'pre',
    transform(code, id) {
      if (!/(engine|socket)\.io-(client|parser)\/|\/signals-core\//.test(id)) return null;
      const file = Object.keys(cuts).find((name) => id.endsWith(`node_modules/${name}`));
      const { swaps = [], without = [] } = file ? (cuts[file] as Cut) : {};
      let slimmer = withoutMethods(code, without, this.parse(code));
      for (const { from, to, put = '' } of swaps) {
        const [before, after, ...more] = slimmer.split(from);
        const rest = after?.indexOf(to) ?? -1;
        if (before === undefined || after === undefined || more.length > 0 || rest < 0)
          this.error(`${file} has another shape now, look at vite.slim.ts: "${from}" … "${to}"`);
        slimmer = `${before}${put}\n${after.slice(rest)}`;
      }
      return { code: slimmer, moduleSideEffects: false };
    },
  };

  function withoutMethods(code: string, names: string[], ast: unknown): string {
    const left = new Set(names);
    const methods = classesOf(ast).flatMap(({ body }) => body.body.filter((one) => one.key && left.has(one.key.name)));
    for (const { key } of methods) left.delete(key?.name as string);
    if (left.size > 0) throw new Error(`No method is called ${[...left].join(' or ')} any more, look at vite.slim.ts`);
    return methods.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code);
  }
}

type Member = { start: number; end: number; key?: { name: string } };
type Class = { type: string; body: { body: Member[] } };

function classesOf(ast: unknown): Class[] {
  const statements = (ast as { body: { type: string; declaration?: Class | null }[] }).body;
  return statements.map((one) => (one.declaration ?? one) as Class).filter(({ type }) => type === 'ClassDeclaration');
}
