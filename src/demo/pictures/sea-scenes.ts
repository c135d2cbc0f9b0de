/** Pictures of water: the calanques, the port, the lagoon, the buoys, rowing, lighthouses. */
import type { Palette } from './palettes.ts';
import { circle, line, moved, rect, row, scatter, shape } from './shapes.ts';

export function calanque(p: Palette): string {
  return [
    circle(830, 220, 70, p.sun),
    shape('M0 330 L90 250 L170 300 L260 210 L350 330 L420 360 L0 380Z', p.far),
    rect(0, 365, 1200, 310, p.near),
    ripples(p, 365, 26),
    shape('M0 190 L80 170 L150 240 L240 250 L300 330 L360 350 L410 440 L470 470 L500 540 L0 675Z', p.light),
    shape('M0 300 L110 290 L180 360 L250 380 L300 450 L380 480 L420 560 L0 675Z', p.middle, {
      opacity: 0.35,
    }),
    shape('M1200 120 L1120 150 L1060 240 L1010 260 L960 360 L900 400 L870 480 L1200 560Z', p.light),
    shape('M1200 260 L1130 300 L1080 380 L1020 420 L980 500 L1200 560Z', p.middle, { opacity: 0.35 }),
    row(9, (at) => pine(40 + at * 38, 300 + at * 27 - scatter(at) * 30, p)),
    moved(620, 440, sail(p)),
    moved(735, 410, sail(p), 0.55),
  ].join('');
}

export function port(p: Palette): string {
  return [
    circle(950, 180, 60, p.sun),
    row(14, (at) => rect(at * 90, 330 - scatter(at) * 90, 80, 200, p.far)),
    row(3, (at) => moved(90 + at * 230, 130, crane(p))),
    shape('M380 430 L1140 430 L1080 545 L450 545Z', p.dark),
    rect(380, 430, 760, 16, p.accent),
    row(20, (at) => container(at, p)),
    rect(985, 300, 90, 130, p.light),
    row(3, (at) => rect(998 + at * 24, 318, 14, 14, p.near)),
    rect(1010, 262, 26, 40, p.accent),
    rect(0, 530, 1200, 145, p.near),
    ripples(p, 530, 12),
  ].join('');
}

export function lagoon(p: Palette): string {
  return [
    circle(310, 210, 80, p.sun),
    shape('M0 320 C200 270 350 300 520 310 S900 260 1200 310 L1200 400 L0 400Z', p.far),
    rect(0, 360, 1200, 315, p.middle),
    ripples(p, 360, 20),
    shape('M0 560 C220 520 420 600 640 570 S1020 540 1200 590 L1200 675 L0 675Z', p.near),
    row(4, (at) => moved(660 + at * 120, 395 + (at % 2) * 46, wader(p), 1 - (at % 2) * 0.18)),
    row(34, (at) => reed(at * 36 + scatter(at) * 20, 660, 90 + scatter(at + 9) * 120, p)),
  ].join('');
}

export function buoys(p: Palette): string {
  return [
    circle(240, 160, 58, p.sun),
    rect(0, 330, 1200, 345, p.near),
    ripples(p, 330, 10),
    rect(0, 450, 1200, 225, p.dark, { opacity: 0.35 }),
    row(3, (at) => moved(250 + at * 340, 330 + (at % 2) * 30, buoy(p), 1 - at * 0.14)),
    row(5, (at) =>
      line(`M${590 - at * 46} 560 Q590 ${470 - at * 8} ${590 + at * 46} 560`, p.light, 4, {
        opacity: 0.75 - at * 0.13,
      }),
    ),
    row(7, (at) => fish(170 + at * 150, 560 + scatter(at) * 80, p)),
  ].join('');
}

export function rowing(p: Palette): string {
  return [
    circle(960, 170, 66, p.sun),
    shape('M0 300 L200 230 L420 290 L640 220 L900 300 L1200 240 L1200 360 L0 360Z', p.far),
    rect(0, 340, 1200, 335, p.middle),
    ripples(p, 340, 24),
    row(3, (at) => moved(120 + at * 190, 400 + at * 85, shell(p), 0.75 + at * 0.18)),
    row(6, (at) => circle(60 + at * 220, 375 + (at % 2) * 6, 8, p.accent)),
  ].join('');
}

export function lighthouses(p: Palette): string {
  return [
    circle(600, 250, 92, p.sun),
    rect(0, 420, 1200, 255, p.near),
    ripples(p, 420, 16),
    row(3, (at) => moved(180 + at * 420, 420 - (at % 2) * 30, lighthouse(p), 1.1 - (at % 2) * 0.25)),
    line('M215 470 Q410 590 605 440 T1030 470', p.light, 4, { opacity: 0.8 }),
    moved(470, 500, sail(p), 0.7),
    moved(800, 480, sail(p), 0.6),
  ].join('');
}

function ripples(p: Palette, from: number, count: number): string {
  return row(count, (at) => {
    const y = from + 14 + at * ((675 - from) / count);
    const x = scatter(at) * 1050;
    return line(`M${x} ${y} h${60 + scatter(at + 3) * 160}`, p.light, 3, {
      opacity: 0.16 + scatter(at + 5) * 0.2,
    });
  });
}

function sail(p: Palette): string {
  return (
    shape('M0 0 L0 -130 L70 -10Z', p.light) +
    shape('M-8 -4 L-8 -110 L-52 -10Z', p.accent) +
    shape('M-62 6 L80 6 L60 26 L-44 26Z', p.dark)
  );
}

function pine(x: number, y: number, p: Palette): string {
  return (
    line(`M${x} ${y + 26} l3 -34`, p.dark, 4) +
    shape(`M${x - 26} ${y} q29 -42 58 0Z`, p.dark, { opacity: 0.75 })
  );
}

function crane(p: Palette): string {
  return (
    line('M0 400 L40 60 L80 400 M14 280 H66 M22 210 H60', p.dark, 9) +
    line('M-70 70 H190 M40 10 L-70 70 M40 10 L190 70 M40 10 V70', p.dark, 7) +
    line('M150 70 V200', p.dark, 3) +
    rect(128, 200, 46, 28, p.accent)
  );
}

function container(at: number, p: Palette): string {
  const fill = [p.accent, p.middle, p.light, p.near][Math.floor(scatter(at) * 4)] ?? p.accent;
  return rect(420 + (at % 10) * 54, at < 10 ? 396 : 362, 50, 32, fill);
}

function wader(p: Palette): string {
  return (
    line('M0 0 V96 M18 0 V96', p.dark, 4) +
    shape('M-34 -6 Q8 -52 56 -14 Q40 16 -4 10Z', p.accent) +
    line('M46 -18 Q86 -40 66 -84 Q56 -104 74 -112', p.accent, 10) +
    line('M74 -112 l16 12', p.dark, 6)
  );
}

function reed(x: number, y: number, size: number, p: Palette): string {
  const tip = x + (scatter(x) - 0.5) * 50;
  return (
    line(`M${x} ${y} Q${x} ${y - size / 2} ${tip} ${y - size}`, p.dark, 4) +
    line(`M${tip} ${y - size} v-26`, p.accent, 8)
  );
}

function buoy(p: Palette): string {
  return (
    shape('M-60 20 L60 20 L40 64 L-40 64Z', p.accent) +
    shape('M-34 20 L-12 -90 L12 -90 L34 20Z', p.light) +
    line('M0 -90 V-140', p.dark, 6) +
    circle(0, -146, 13, p.accent) +
    line('M-24 -168 Q0 -190 24 -168 M-42 -186 Q0 -224 42 -186', p.light, 5) +
    line('M0 64 V190', p.light, 3, { opacity: 0.5 })
  );
}

function fish(x: number, y: number, p: Palette): string {
  return shape(`M${x} ${y} q30 -22 62 0 l22 -14 v28 l-22 -14 q-32 22 -62 0Z`, p.middle, { opacity: 0.7 });
}

function shell(p: Palette): string {
  const rower = (x: number) =>
    circle(x, -46, 15, p.light) +
    shape(`M${x - 16} 0 L${x - 6} -32 L${x + 14} -30 L${x + 24} 0Z`, p.accent) +
    line(`M${x + 8} -16 L${x - 66} 38`, p.light, 5);
  return (
    shape('M-40 0 L620 0 Q560 24 470 24 L100 24 Q0 24 -40 0Z', p.dark) + row(4, (at) => rower(130 + at * 110))
  );
}

function lighthouse(p: Palette): string {
  return (
    shape('M-110 30 Q0 -36 130 30Z', p.dark) +
    shape('M-30 0 L-20 -210 L30 -210 L40 0Z', p.light) +
    rect(-25, -160, 60, 34, p.accent) +
    rect(-30, -90, 70, 34, p.accent) +
    rect(-22, -252, 54, 42, p.sun) +
    shape('M-32 -250 L5 -290 L42 -250Z', p.dark)
  );
}
