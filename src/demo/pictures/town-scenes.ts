/** Pictures of the town: roofs, tramway, train, market, wooden flats, library, council, health centre, kiosk. */
import type { Palette } from './palettes.ts';
import { circle, line, moved, rect, row, scatter, shape } from './shapes.ts';

export function roofs(p: Palette): string {
  return [
    circle(230, 170, 62, p.sun),
    shape('M0 420 Q400 250 620 240 T1200 430 V675 H0Z', p.far),
    moved(600, 250, basilica(p)),
    row(11, (at) => house(at * 112 - 10, 410 + scatter(at) * 60, p.middle, p)),
    row(9, (at) => house(at * 140 - 30, 490 + scatter(at + 20) * 50, at % 2 ? p.near : p.light, p)),
  ].join('');
}

export function tramway(p: Palette): string {
  return [
    circle(1010, 150, 54, p.sun),
    row(8, (at) => facade(at * 152 - 20, 190 + scatter(at) * 90, p, at)),
    rect(0, 520, 1200, 155, p.dark, { opacity: 0.25 }),
    rect(0, 548, 1200, 127, p.near),
    line('M0 590 H1200 M0 626 H1200', p.light, 5, { opacity: 0.6 }),
    line('M0 250 H1200', p.dark, 3),
    line('M600 320 L560 250 M600 320 L640 250', p.dark, 5),
    rect(150, 330, 900, 240, p.light, { round: 44 }),
    rect(150, 500, 900, 34, p.accent),
    row(6, (at) => rect(200 + at * 138, 368, 110, 96, p.dark, { round: 10 })),
    row(6, (at) => rect(212 + at * 138, 380, 40, 72, p.sky[0], { opacity: 0.45 })),
    row(4, (at) => circle(280 + at * 215, 574, 26, p.dark)),
  ].join('');
}

export function viaduct(p: Palette): string {
  return [
    circle(300, 170, 60, p.sun),
    shape('M0 330 L240 230 L420 300 L700 190 L980 310 L1200 250 V675 H0Z', p.far),
    shape('M0 520 Q300 440 620 510 T1200 480 V675 H0Z', p.middle),
    rect(0, 330, 1200, 34, p.light),
    row(9, (at) =>
      shape(`M${at * 140 - 40} 364 h140 v230 h-26 v-130 a44 52 0 0 0 -88 0 v130 h-26Z`, p.light),
    ),
    rect(180, 262, 720, 68, p.accent, { round: 22 }),
    row(10, (at) => rect(214 + at * 64, 278, 42, 26, p.light, { round: 5 })),
    shape('M0 590 Q400 530 760 600 T1200 570 V675 H0Z', p.near),
    row(12, (at) => circle(at * 105 + 30, 618 + scatter(at) * 26, 30, p.dark, { opacity: 0.6 })),
  ].join('');
}

export function market(p: Palette): string {
  const stripes = (x: number, top: number) =>
    row(7, (at) => shape(`M${x + at * 52} ${top} h52 l6 120 h-60Z`, at % 2 ? p.light : p.accent)) +
    row(7, (at) => circle(x + 26 + at * 52 + 2, top + 120, 28, at % 2 ? p.light : p.accent));
  return [
    row(7, (at) => facade(at * 176 - 30, 110 + scatter(at + 2) * 70, p, at)),
    rect(0, 560, 1200, 115, p.near),
    row(3, (at) => line(`M${70 + at * 390} 240 V600 M${410 + at * 390} 240 V600`, p.dark, 9)),
    row(3, (at) => stripes(50 + at * 390, 180)),
    row(3, (at) => rect(60 + at * 390, 440, 360, 130, p.dark, { round: 8 })),
    row(3, (at) => rect(60 + at * 390, 500, 360, 8, p.light, { opacity: 0.3 })),
    row(33, (at) => fruit(at, p)),
  ].join('');
}

export function timberFlats(p: Palette): string {
  const flat = (x: number, floors: number) =>
    rect(x, 540 - floors * 92, 240, floors * 92, p.accent) +
    row(12, (at) => rect(x + at * 20, 540 - floors * 92, 3, floors * 92, p.dark, { opacity: 0.14 })) +
    row(floors * 3, (at) =>
      windowPane(x + 24 + (at % 3) * 72, 562 - floors * 92 + Math.floor(at / 3) * 92, p),
    ) +
    rect(x - 12, 528 - floors * 92, 264, 14, p.dark);
  return [
    circle(980, 150, 60, p.sun),
    shape('M0 380 Q300 290 700 360 T1200 330 V675 H0Z', p.far),
    flat(120, 4),
    flat(440, 3),
    flat(760, 4),
    rect(0, 540, 1200, 135, p.near),
    row(7, (at) => tree(70 + at * 180, 560, 60 + scatter(at) * 30, p)),
  ].join('');
}

export function library(p: Palette): string {
  const shades = [p.accent, p.light, p.middle, p.far, p.near];
  const shelf = (y: number, from: number) =>
    row(26, (at) => {
      const tall = 92 + scatter(at + from) * 44;
      const fill = shades[Math.floor(scatter(at * 3 + from) * shades.length)] ?? p.light;
      return rect(70 + at * 41, y - tall, 32, tall, fill, { round: 3 });
    }) + rect(50, y, 1100, 16, p.dark);
  return [
    rect(0, 0, 1200, 675, p.near),
    row(3, (at) => shape(`M${110 + at * 350} 250 v-110 a120 100 0 0 1 240 0 v110Z`, p.sky[0])),
    row(24, (at) => circle(130 + scatter(at) * 900, 70 + scatter(at + 40) * 150, 3, p.light)),
    circle(560, 130, 34, p.sun),
    shelf(450, 5),
    shelf(620, 60),
    row(3, (at) => lamp(230 + at * 370, p)),
  ].join('');
}

export function council(p: Palette): string {
  return [
    circle(600, 200, 96, p.sun),
    shape('M180 260 L600 100 L1020 260Z', p.light),
    rect(160, 258, 880, 34, p.light),
    row(7, (at) => rect(210 + at * 122, 292, 46, 230, p.light)),
    row(7, (at) => rect(238 + at * 122, 292, 18, 230, p.dark, { opacity: 0.14 })),
    rect(540, 350, 120, 172, p.accent),
    circle(600, 206, 28, p.accent),
    row(4, (at) => rect(140 - at * 34, 522 + at * 30, 920 + at * 68, 30, at % 2 ? p.middle : p.far)),
    rect(0, 640, 1200, 35, p.near),
    row(2, (at) => line(`M${90 + at * 1020} 640 V240`, p.dark, 7)),
    row(2, (at) => shape(`M${94 + at * 1020} 244 h84 l-20 26 20 26 h-84Z`, at ? p.accent : p.near)),
  ].join('');
}

export function healthCentre(p: Palette): string {
  return [
    circle(220, 170, 60, p.sun),
    shape('M0 400 Q400 330 760 380 T1200 360 V675 H0Z', p.far),
    rect(260, 250, 680, 300, p.light, { round: 10 }),
    rect(260, 250, 680, 40, p.near),
    row(10, (at) =>
      rect(300 + (at % 5) * 128, 320 + Math.floor(at / 5) * 110, 84, 70, p.sky[0], { round: 6 }),
    ),
    rect(540, 410, 120, 140, p.dark, { round: 6 }),
    rect(552, 140, 96, 96, p.accent, { round: 16 }),
    rect(590, 158, 20, 60, p.light),
    rect(570, 178, 60, 20, p.light),
    rect(0, 550, 1200, 125, p.middle),
    row(6, (at) => tree(90 + at * 205, 570, 54 + scatter(at + 4) * 26, p)),
  ].join('');
}

export function kiosk(p: Palette): string {
  return [
    row(8, (at) => facade(at * 152 - 20, 150 + scatter(at + 8) * 90, p, at)),
    rect(0, 560, 1200, 115, p.near),
    rect(430, 300, 340, 280, p.dark, { round: 8 }),
    shape('M390 300 Q600 130 810 300Z', p.accent),
    rect(390, 296, 420, 26, p.light),
    rect(470, 350, 260, 110, p.light, { round: 4 }),
    row(8, (at) =>
      rect(484 + (at % 4) * 62, 362 + Math.floor(at / 4) * 48, 50, 40, at % 3 ? p.middle : p.accent),
    ),
    rect(450, 474, 300, 18, p.accent),
    line('M600 190 V90', p.dark, 8),
    circle(600, 82, 14, p.sun),
    row(3, (at) =>
      line(
        `M${556 - at * 34} ${120 + at * 14} a${64 + at * 40} ${64 + at * 40} 0 0 1 0 -${76 + at * 28} M${644 + at * 34} ${120 + at * 14} a${64 + at * 40} ${64 + at * 40} 0 0 0 0 -${76 + at * 28}`,
        p.light,
        7,
      ),
    ),
  ].join('');
}

function basilica(p: Palette): string {
  return (
    rect(-70, -60, 150, 80, p.light) +
    rect(-60, -170, 44, 130, p.light) +
    shape('M-64 -168 L-38 -206 L-12 -168Z', p.accent) +
    circle(32, -64, 36, p.light) +
    row(3, (at) => rect(-44 + at * 40, -40, 18, 36, p.middle, { round: 9 }))
  );
}

function house(x: number, y: number, wall: string, p: Palette): string {
  return (
    rect(x, y, 150, 300, wall) +
    shape(`M${x - 12} ${y} L${x + 75} ${y - 50} L${x + 162} ${y}Z`, p.accent) +
    row(4, (at) =>
      rect(x + 26 + (at % 2) * 62, y + 32 + Math.floor(at / 2) * 70, 30, 42, p.dark, { opacity: 0.5 }),
    )
  );
}

function facade(x: number, y: number, p: Palette, at: number): string {
  const wall = [p.far, p.middle, p.far][at % 3] ?? p.far;
  return (
    rect(x, y, 156, 520, wall, { opacity: 0.85 }) +
    row(12, (pane) =>
      rect(x + 22 + (pane % 3) * 42, y + 28 + Math.floor(pane / 3) * 74, 24, 44, p.light, { opacity: 0.55 }),
    )
  );
}

function fruit(at: number, p: Palette): string {
  const stall = Math.floor(at / 11);
  const fill = [p.accent, p.sun, p.middle][(at + stall) % 3] ?? p.accent;
  return circle(92 + stall * 390 + (at % 11) * 29, 436 - (at % 2) * 14, 20, fill);
}

function windowPane(x: number, y: number, p: Palette): string {
  return rect(x, y, 48, 54, p.light, { round: 3 }) + rect(x, y + 40, 48, 14, p.near, { opacity: 0.8 });
}

function tree(x: number, y: number, size: number, p: Palette): string {
  return (
    line(`M${x} ${y + 40} V${y - size}`, p.dark, 8) +
    circle(x, y - size, size * 0.62, p.dark, { opacity: 0.75 }) +
    circle(x - size * 0.3, y - size * 1.1, size * 0.4, p.middle, { opacity: 0.6 })
  );
}

function lamp(x: number, p: Palette): string {
  return (
    line(`M${x} 0 V150`, p.dark, 5) +
    shape(`M${x - 52} 200 Q${x} 110 ${x + 52} 200Z`, p.accent) +
    shape(`M${x - 48} 202 L${x - 150} 470 H${x + 150} L${x + 48} 202Z`, p.light, { opacity: 0.1 })
  );
}
