// The least that is a backend: one model.
import { Stack } from 'aws-cdk-lib';
import { Backend, Field, Rule } from 'cdk-plinth';
import { checkedApp } from './checked';

const { data } = new Backend(new Stack(checkedApp(), 'Minimal'), 'Backend');
data.addModel('notes', { fields: { title: Field.string() }, rules: [Rule.owner()] });
