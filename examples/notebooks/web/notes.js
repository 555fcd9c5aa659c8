// The notes of one person: written, listed from the newest on, published, deleted.
import { filesByNote, setUpAttachments } from './attachments.js';
import { announce, find, made, onClick, onSubmit } from './page.js';

const PAGE = 20;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Sets up the list and the form beside it. */
export function setUpNotes(api) {
  const list = find('#list');
  const older = find('#more');
  let cursor;
  /** The files that there were when the first page was shown. */
  let files;

  async function more() {
    files ??= await filesByNote(api.files.attachments);
    const page = await api.data.notes.newest({ owner: 'me', order: 'desc', limit: PAGE, cursor });
    cursor = page.cursor;
    older.hidden = !cursor;
    list.append(...page.items.map(noteElement));
  }

  function noteElement(note) {
    const element = made('note');
    const publish = find('.publish', element);
    const attachments = setUpAttachments(api.files.attachments, element, note.id, files?.get(note.id));

    function show() {
      find('h3', element).textContent = note.title;
      find('.text', element).textContent = note.text ?? '';
      find('time', element).dateTime = note.createdAt;
      find('time', element).textContent = moment.format(new Date(note.createdAt));
      find('.badge', element).hidden = !note.published;
      publish.textContent = note.published ? 'Unpublish' : 'Publish';
    }

    onClick(publish, async () => {
      note = await api.data.notes.update(note.id, { published: !note.published });
      show();
      announce(note.published ? `Everyone can read “${note.title}”.` : `Only you can read “${note.title}”.`);
    });
    onClick(find('.delete', element), async () => {
      await attachments.removeAll();
      await api.data.notes.delete(note.id);
      element.remove();
      announce(`“${note.title}” is deleted.`);
    });
    show();
    return element;
  }

  onSubmit(find('#compose'), async ({ title, text }) => {
    const note = await api.data.notes.create({ title, ...(text && { text }) });
    list.prepend(noteElement(note));
    find('#compose').reset();
    announce(`“${note.title}” is saved.`);
  });
  onClick(older, more);

  return {
    /** Shows the next page, the first one to begin with. */
    more,
    /** Forgets everything, for another person. */
    clear() {
      cursor = files = undefined;
      list.replaceChildren();
      find('#compose').reset();
    },
  };
}
