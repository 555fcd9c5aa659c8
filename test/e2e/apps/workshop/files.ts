import { Size } from 'aws-cdk-lib';
import { type Files, Rule } from 'cdk-plinth';

/** Every kind of rule that a space can have. */
export function addSpaces(files: Files): void {
  // One's own files, of any type.
  files.addSpace('papers', { rules: [Rule.owner()], maxSize: Size.mebibytes(4) });

  // What everyone who has signed in may read, and its owner change.
  files.addSpace('posters', {
    rules: [Rule.owner(), Rule.authenticated().read()],
    maxSize: Size.kibibytes(64),
    contentTypes: ['image/*', 'text/plain'],
  });

  // A box that guests may drop into, and only editors may empty.
  files.addSpace('letters', { rules: [Rule.guest().create(), Rule.group('editors').read().delete()], maxSize: Size.kibibytes(64) });

  // Files of a group.
  files.addSpace('drafts', { rules: [Rule.group('editors')], maxSize: Size.kibibytes(64) });
}
