// What the parts of the page share: finding elements, making them of templates, and telling how things went.

/** @template {Element} E @returns {E} */
export const find = (selector, within = document) => within.querySelector(selector);

/** The element of a `<template>`, as a copy. */
export const made = (template) => find(`template#${template}`).content.firstElementChild.cloneNode(true);

/** Read out by screen readers, and shown for a while. */
export function announce(text) {
  const told = document.createElement('span');
  told.textContent = text;
  find('#status').replaceChildren(told);
}

const WORDS = {
  'wrong-credentials': 'This address and password do not belong together.',
  'alias-exists': 'This address has an account already: sign in to that.',
  'code-mismatch': 'That is not the code that we sent.',
  'code-expired': 'That code is too old: send another one.',
  'limit-exceeded': 'Too many attempts: wait a while.',
  network: 'The backend cannot be reached.',
};

/** What a person should know of an error of the client: its code decides, and what is wrong with fields is told by the backend. */
export function wordsFor(error) {
  const fields = Object.entries(error.fields ?? {}).map(([pointer, wrong]) => `${pointer.slice(1)}: ${wrong}`);
  return WORDS[error.code] ?? (fields.length > 0 ? fields.join('; ') : error.message);
}

/** Runs what a button or form is for: it waits meanwhile, and a failure is told in the alert of its form or note. */
export async function attempt(control, run) {
  const alert = control.closest('form, .note')?.querySelector('[role=alert]');
  if (alert) alert.textContent = '';
  control.disabled = true;
  try {
    await run();
  } catch (error) {
    if (alert) alert.textContent = wordsFor(error);
    else announce(wordsFor(error));
  } finally {
    control.disabled = false;
  }
}

/** As `attempt`, with the form's values. */
export function onSubmit(form, run) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(find('.primary', form), () => run(Object.fromEntries(new FormData(form))));
  });
}

/** As `attempt`, for a button. */
export const onClick = (button, run) => button.addEventListener('click', () => attempt(button, run));
