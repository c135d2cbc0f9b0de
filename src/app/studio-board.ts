/** Joins the queue's board to the queue: opened when an operator first looks, closed as the process stops. */
import { Hono } from 'hono';
import { type Board, openBoard } from '../../jobs/board.ts';
import type { BoardSteps } from '../studio/board.ts';
import type { World } from '../world/world.ts';

const path = '/studio/board';

export function boardSteps({ queue, log }: Pick<World, 'queue' | 'log'>, signal: AbortSignal): BoardSteps {
  let opened: Promise<Board> | undefined;
  const open = async () => openBoard(await queue.backend(), log, path);
  signal.addEventListener('abort', () => void opened?.then((board) => board[Symbol.asyncDispose]()));
  return {
    board: async () => {
      opened ??= open();
      return new Hono().route(path, (await opened).pages);
    },
  };
}
