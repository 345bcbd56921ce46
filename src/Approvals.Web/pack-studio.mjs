// Puts what Elsa Studio's runtime loads before it starts into one brotli file, in the order of its boot list: a browser asks for six files at a
// time, and there are a hundred and thirty. In front stands the length of a list (4 bytes, little endian) and the list: name and length of each part.
// Usage: node pack-studio.mjs <package folder> <file to write>
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [folder, target] = process.argv.slice(2);
const boot = readFileSync(join(folder, "_framework/dotnet.js"), "utf8");
const { resources } = JSON.parse(boot.slice(boot.indexOf("/*json-start*/") + 14, boot.indexOf("/*json-end*/")));
const parts = [...resources.coreAssembly, ...resources.assembly, ...resources.icu].map((r) => [r.name, readFileSync(join(folder, "_framework", r.name))]);
const list = Buffer.from(JSON.stringify(parts.map(([name, content]) => [name, content.length])));
const size = Buffer.alloc(4);
size.writeUInt32LE(list.length);
const packed = brotliCompressSync(Buffer.concat([size, list, ...parts.map(([, content]) => content)]), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, packed);
