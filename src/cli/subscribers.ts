/** hebdo subscribers: the list of readers. */
import type { Command } from 'commander';
import { registerAdd } from './subscribers-add.ts';
import { registerExport } from './subscribers-export.ts';
import { registerForget } from './subscribers-forget.ts';
import { registerImport } from './subscribers-import.ts';
import { registerReceipt } from './subscribers-receipt.ts';
import { registerRetention } from './subscribers-retention.ts';
import { registerStats } from './subscribers-stats.ts';

export function subscribers(program: Command): void {
  const group = program.command('subscribers').description('import, export, add, forget, count readers');
  registerImport(group);
  registerExport(group);
  registerAdd(group);
  registerForget(group);
  registerReceipt(group);
  registerRetention(group);
  registerStats(group);
}
