// The example, as `examples/notebooks/app.ts` has it.
import { Stack } from 'aws-cdk-lib';
import { Notebooks } from '../../../examples/notebooks/notebooks';
import { checkedApp } from './checked';

new Notebooks(new Stack(checkedApp(), 'Notebooks'), 'Notebooks');
