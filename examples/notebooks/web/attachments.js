// The files of one note: their names begin with the note's id. The bytes go from here to the bucket itself.
import { announce, attempt, find, made, onClick } from './page.js';

const UNITS = ['byte', 'kilobyte', 'megabyte'];

function sizeOf(bytes) {
  const unit = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const format = { style: 'unit', unit: UNITS[unit], unitDisplay: 'short', maximumFractionDigits: 1 };
  return new Intl.NumberFormat(undefined, format).format(bytes / 1_000 ** unit);
}

/** The caller's files, by the id of the note that they belong to. */
export async function filesByNote(space) {
  const byNote = new Map();
  for await (const file of space.list({ limit: 1_000 })) {
    const [noteId] = file.name.split('/');
    byNote.set(noteId, [...(byNote.get(noteId) ?? []), file]);
  }
  return byNote;
}

/** Sets up the part of a note's element that shows its files. */
export function setUpAttachments(space, element, noteId, files = []) {
  const prefix = `${noteId}/`;
  const list = find('.files', element);
  const input = find('input[type=file]', element);

  function fileElement(file) {
    const name = file.name.slice(prefix.length);
    const item = made('file');
    find('.open', item).textContent = name;
    find('small', item).textContent = sizeOf(file.size);
    find('.remove', item).setAttribute('aria-label', `Remove ${name}`);
    onClick(find('.open', item), async () => {
      const href = URL.createObjectURL(await (await space.download(file)).blob());
      Object.assign(document.createElement('a'), { href, download: name }).click();
      URL.revokeObjectURL(href);
    });
    onClick(find('.remove', item), async () => {
      await space.delete(file);
      item.remove();
    });
    return item;
  }

  async function upload(chosen) {
    const item = made('upload');
    const abort = new AbortController();
    const progress = find('progress', item);
    find('span', item).textContent = chosen.name;
    find('.cancel', item).addEventListener('click', () => abort.abort());
    list.append(item);
    try {
      const file = await space.upload(chosen, {
        name: prefix + chosen.name,
        signal: abort.signal,
        onProgress: ({ loaded, total }) => (progress.value = loaded / total),
      });
      // One of that name is replaced.
      for (const each of list.children) if (find('.open', each)?.textContent === chosen.name) each.remove();
      item.replaceWith(fileElement(file));
      announce(`${chosen.name} is attached.`);
    } catch (error) {
      item.remove();
      if (!abort.signal.aborted) throw error;
    }
  }

  input.addEventListener('change', () => {
    const [chosen] = input.files;
    if (chosen) attempt(input, () => upload(chosen)).then(() => (input.value = ''));
  });

  list.append(...files.map(fileElement));

  return {
    async removeAll() {
      for await (const file of space.list({ prefix })) await space.delete(file);
    },
  };
}
