import { type Fault, ON_DELETE, type OnDelete as OnDeleteSpec, type RelationSpec } from '../manifest';
import { type Kind, textLike } from '../structs';
import type { Model } from './model';
import { type BelongsToOptions, type HasOptions, type ManyToManyOptions, OnDelete } from './relation-options';
import { BELONGS_TO_OPTIONS, HAS_OPTIONS, MANY_TO_MANY_OPTIONS } from './relation-structs';

/** What the items of a model have to do with those of others. Related models are named, or given as what `addModel` returned. */
export class Relation {
  /**
   * An item belongs to one of another model: a field of its own holds that one's id, which must be there whenever the field is set. The
   * relation brings the field and an index by it where the model declares none.
   *
   * @example
   *
   * { notebook: Relation.belongsTo('notebooks', { required: true, onDelete: OnDelete.CASCADE }) }
   */
  public static belongsTo(model: Model | string, options: BelongsToOptions = {}): Relation {
    return Relation.of('belongsTo', model, BELONGS_TO_OPTIONS, options);
  }

  /** Many items of another model belong to this one: the other side of their `belongsTo`. */
  public static hasMany(model: Model | string, options: HasOptions = {}): Relation {
    return Relation.of('hasMany', model, HAS_OPTIONS, options);
  }

  /** One item of another model belongs to this one: the other side of its `belongsTo`, which is `unique`. */
  public static hasOne(model: Model | string, options: HasOptions = {}): Relation {
    return Relation.of('hasOne', model, HAS_OPTIONS, options);
  }

  /**
   * Many of these have to do with many of those. Links are items of a model of their own, which is made for the relation: creating one links,
   * deleting it separates, and it goes with either side.
   */
  public static manyToMany(model: Model | string, options: ManyToManyOptions = {}): Relation {
    return Relation.of('manyToMany', model, MANY_TO_MANY_OPTIONS, options);
  }

  private static of<Options extends Given>(
    kind: RelationSpec['kind'],
    model: Model | string,
    read: Kind<Options>,
    given: Options,
  ): Relation {
    const faults: Fault[] = [];
    const options = read.read(given, '', faults) ?? {};
    return new Relation(kind, nameOf(model, faults), options, faults);
  }

  /** @internal */
  public readonly _options: BelongsToOptions & HasOptions & ManyToManyOptions;

  private constructor(
    /** @internal */
    public readonly _kind: RelationSpec['kind'],
    /** @internal */
    public readonly _model: string,
    options: Given,
    /** @internal */
    public readonly _faults: readonly Fault[],
  ) {
    this._options = options;
  }

  /** @internal */
  public get _onDelete(): OnDeleteSpec {
    return ON_DELETE.find((each) => each === this._options.onDelete) ?? OnDelete.RESTRICT;
  }
}

type Given = BelongsToOptions | HasOptions | ManyToManyOptions;

/** By what a model has, not by its class: the class knows relations. */
function nameOf(model: Model | string, faults: Fault[]): string {
  if (typeof model === 'object' && typeof model?.modelName === 'string') return model.modelName;
  return textLike('notebooks').read(model, 'model', faults) ?? '';
}
