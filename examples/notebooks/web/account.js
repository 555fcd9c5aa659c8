// Signing up, confirming the address, signing in.
import { announce, find, onClick, onSubmit } from './page.js';

/** Sets up the forms of which one is shown to a guest. */
export function setUpAccount(api, config) {
  const forms = ['sign-in', 'sign-up', 'confirm'].map((id) => find(`#${id}`));
  /** What was typed, until the address is confirmed: signing in follows at once. */
  let credentials;

  function show(id) {
    for (const form of forms) {
      form.hidden = form.id !== id;
      find('[role=alert]', form).textContent = '';
    }
    find(`#${id} input`).focus();
  }

  onSubmit(find('#sign-up'), async ({ email, password }) => {
    credentials = { email, password };
    const { confirmationRequired } = await api.auth.signUp(credentials);
    if (confirmationRequired) show('confirm');
    else await api.auth.signIn(credentials);
  });

  onSubmit(find('#confirm'), async ({ code }) => {
    await api.auth.confirmSignUp(code);
    if (credentials) await api.auth.signIn(credentials);
    else show('sign-in');
  });

  onSubmit(find('#sign-in'), async ({ email, password }) => {
    credentials = { email, password };
    try {
      await api.auth.signIn(credentials);
    } catch (error) {
      if (error.code !== 'not-confirmed') throw error;
      await api.auth.resendCode();
      show('confirm');
    }
  });

  onClick(find('#resend'), async () => {
    await api.auth.resendCode();
    announce('Another code is on its way.');
  });

  for (const button of document.querySelectorAll('[data-show]')) button.addEventListener('click', () => show(button.dataset.show));

  if (config.cognitoEndpoint) {
    find('#local-mail').hidden = false;
    find('#local-mail a').href = `${config.cognitoEndpoint}/_ministack/ses/messages`;
  }

  return {
    /** Forgets what was typed, and begins with signing in. */
    reset() {
      credentials = undefined;
      for (const form of forms) form.reset();
      show('sign-in');
    },
  };
}
