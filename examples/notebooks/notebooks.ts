import { join } from 'node:path';
import { Duration, Size } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Backend, Condition, Field, OnDelete, Relation, Rule, Trigger } from 'cdk-plinth';
import { Construct } from 'constructs';

const here = (path: string) => join(__dirname, path);

/** Notes that a person keeps, in notebooks that may be shared; that may be published, tagged, and have files. */
export class Notebooks extends Construct {
  readonly backend: Backend;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.backend = new Backend(this, 'Backend', {
      client: { outDir: here('client') },
      // Put there once: `aws secretsmanager create-secret --name notebooks/fcm --secret-string file://service-account.json`
      push: { fcm: { serviceAccount: Secret.fromSecretNameV2(this, 'FcmServiceAccount', 'notebooks/fcm') } },
    });
    const { data, files, functions, push } = this.backend;

    // A shelf of notes, which its owner shares with editors: they see it and its notes, and may rename it.
    data.addModel('notebooks', {
      fields: {
        name: Field.string({ required: true, maxLength: 100 }),
        editors: Field.stringSet({ maxItems: 50, rules: [Rule.owner()] }),
        noteCount: Field.integer({ defaultValue: 0, min: 0 }),
      },
      rules: [Rule.owner(), Rule.owners('editors').read().update()],
      indexes: { byName: { partition: ['owner'], sort: ['name'] } },
      relations: { notes: Relation.hasMany('notes') },
    });

    const notes = data.addModel('notes', {
      fields: {
        title: Field.string({ required: true, maxLength: 200 }),
        text: Field.string({ maxLength: 20_000 }),
        published: Field.boolean({ required: true, defaultValue: false }),
        // Where a published note is found: no two notes have the same.
        slug: Field.string({ unique: true, pattern: '[a-z0-9-]{1,60}' }),
      },
      rules: [Rule.owner(), Rule.related('notebook').read(), Rule.guest().read().when(Condition.isTrue('published'))],
      indexes: { newest: { partition: ['owner'], sort: ['createdAt'] }, published: { partition: ['published'], sort: ['createdAt'] } },
      relations: {
        notebook: Relation.belongsTo('notebooks', { onDelete: OnDelete.CASCADE }),
        tags: Relation.manyToMany('tags'),
      },
    });

    data.addModel('tags', {
      fields: { name: Field.string({ required: true, unique: true, maxLength: 40 }) },
      rules: [Rule.authenticated().create().read()],
    });

    // What happened to a person's notes and files. Triggers write it, for that person: nobody else may create or read it.
    const activity = data.addModel('activity', {
      fields: { what: Field.string({ required: true }), subject: Field.string({ required: true }) },
      rules: [Rule.owner().read()],
      indexes: { bySubject: { partition: ['owner', 'subject'], sort: ['createdAt'] } },
    });

    // One item a minute, for all to see that the schedule runs.
    const ticks = data.addModel('ticks', {
      fields: { clock: Field.choice(['minute'], { defaultValue: 'minute' }), time: Field.datetime({ required: true }) },
      rules: [Rule.authenticated().read()],
      indexes: { newest: { partition: ['clock'], sort: ['createdAt'] } },
    });

    files.addSpace('attachments', { rules: [Rule.owner()], maxSize: Size.mebibytes(5), contentTypes: ['text/plain', 'image/*'] });

    const summarize = functions.addFunction('summarize', {
      entry: here('functions/summarize.ts'),
      input: { note: Field.id({ required: true }) },
      output: { words: Field.integer({ required: true }), firstLine: Field.string() },
      rules: [Rule.authenticated()],
    });
    notes.grantRead(summarize.handler);

    const recordChange = functions.addFunction('recordChange', {
      entry: here('functions/record-change.ts'),
      triggers: [Trigger.change('notes')],
    });
    activity.grantWrite(recordChange.handler);
    push.addTopic('news', { rules: [Rule.authenticated()] });
    push.grantSend(recordChange.handler);

    const recordUpload = functions.addFunction('recordUpload', {
      entry: here('functions/record-upload.ts'),
      triggers: [Trigger.file('attachments')],
    });
    activity.grantWrite(recordUpload.handler);

    const tick = functions.addFunction('tick', {
      entry: here('functions/tick.ts'),
      triggers: [Trigger.schedule(Schedule.rate(Duration.minutes(1)))],
    });
    ticks.grantWrite(tick.handler);

    const remind = functions.addFunction('remind', {
      entry: here('functions/remind.ts'),
      input: { title: Field.string({ required: true, maxLength: 100 }) },
      output: { accepted: Field.integer({ required: true }) },
      rules: [Rule.authenticated()],
    });
    push.grantSend(remind.handler);
  }
}
