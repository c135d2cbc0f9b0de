/** The studio's own script, served as a file: dragging, counting, live figures. Every page works without it. */
export const script = `
'use strict';
`.trim();
