export default () => globalThis.plinthEmulator?.stop();
