import { ON_DELETE, type OnDelete as OnDeleteSpec, type RelationSpec } from '../manifest';
import type { Model } from './model';
import { type BelongsToOptions, type HasOptions, type ManyToManyOptions, OnDelete } from './relation-options';

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
    return new Relation('belongsTo', nameOf(model), options);
  }

  /** Many items of another model belong to this one: the other side of their `belongsTo`. */
  public static hasMany(model: Model | string, options: HasOptions = {}): Relation {
    return new Relation('hasMany', nameOf(model), options);
  }

  /** One item of another model belongs to this one: the other side of its `belongsTo`, which is `unique`. */
  public static hasOne(model: Model | string, options: HasOptions = {}): Relation {
    return new Relation('hasOne', nameOf(model), options);
  }

  /**
   * Many of these have to do with many of those. Links are items of a model of their own, which is made for the relation: creating one links,
   * deleting it separates, and it goes with either side.
   */
  public static manyToMany(model: Model | string, options: ManyToManyOptions = {}): Relation {
    return new Relation('manyToMany', nameOf(model), options);
  }

  /** @internal */
  public readonly _options: BelongsToOptions & HasOptions & ManyToManyOptions;

  private constructor(
    /** @internal */
    public readonly _kind: RelationSpec['kind'],
    /** @internal */
    public readonly _model: string,
    options: BelongsToOptions | HasOptions | ManyToManyOptions,
  ) {
    this._options = options;
  }

  /** @internal */
  public get _onDelete(): OnDeleteSpec {
    return ON_DELETE.find((each) => each === this._options.onDelete) ?? OnDelete.RESTRICT;
  }
}

// By what it has, not by its class: the class knows relations.
const nameOf = (model: Model | string) => (typeof model === 'string' ? model : model.modelName);
