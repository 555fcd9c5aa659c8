// Runs a program in this process (`peak.mjs PROGRAM ARGUMENT...`), and tells the parent at its end how much memory it had at most, in kB.
import { pathToFileURL } from 'node:url';

process.on('exit', (code) => {
  if (code === 0) process.send(process.resourceUsage().maxRSS);
});
process.argv.splice(1, 1);
await import(pathToFileURL(process.argv[1]).href);
// Or the channel to the parent would keep the process.
process.channel.unref();
