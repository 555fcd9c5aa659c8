#!/usr/bin/env node
import { main } from '../assets/cli/index.mjs';

process.exitCode = await main(process.argv.slice(2));
// A deployment that was interrupted goes on waiting for an emulator that is gone: nobody waits for that.
setTimeout(() => process.exit(), 200).unref();
