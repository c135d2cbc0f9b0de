/** Every key of a Redis database with all that it holds, as text: what a test searches. */
import { Redis } from 'ioredis';

export async function everythingInRedis(url: string): Promise<string> {
  const client = new Redis(url);
  try {
    const keys = new Set<string>();
    for await (const some of client.scanStream({ count: 500 })) for (const key of some) keys.add(key);
    const lines = [...keys]
      .sort()
      .map(async (key) => `${key} ${JSON.stringify(await contentOf(client, key))}`);
    return (await Promise.all(lines)).join('\n');
  } finally {
    client.disconnect();
  }
}

async function contentOf(client: Redis, key: string): Promise<unknown> {
  const type = await client.type(key);
  switch (type) {
    case 'string':
      return client.get(key);
    case 'hash':
      return client.hgetall(key);
    case 'list':
      return client.lrange(key, 0, -1);
    case 'set':
      return client.smembers(key);
    case 'zset':
      return client.zrange(key, '0', '-1', 'WITHSCORES');
    case 'stream':
      return client.xrange(key, '-', '+');
    case 'none':
      return null;
    default:
      throw new Error(`${key} is of a type that nobody can search here: ${type}`);
  }
}
