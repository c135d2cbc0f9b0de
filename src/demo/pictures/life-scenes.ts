/** Pictures of hills and of evenings out: the mountain, the run, boules, string lights, posters, a pan, machines, a screen. */
import type { Palette } from './palettes.ts';
import { circle, line, moved, rect, row, scatter, shape } from './shapes.ts';

export function mountain(p: Palette): string {
  return [
    circle(880, 190, 76, p.sun),
    shape('M0 400 L160 300 L330 250 L470 160 L560 190 L660 150 L820 260 L980 300 L1200 390 V675 H0Z', p.far),
    shape('M330 250 L470 160 L520 300 L430 340Z M660 150 L820 260 L740 320 L640 270Z', p.light, {
      opacity: 0.6,
    }),
    shape('M0 450 Q300 380 640 440 T1200 420 V675 H0Z', p.middle),
    row(12, (at) => shape(`M${at * 104} 500 q52 -26 104 0 v24 q-52 -26 -104 0Z`, p.light, { opacity: 0.25 })),
    shape('M0 560 Q360 500 720 560 T1200 530 V675 H0Z', p.near),
    row(9, (at) => olive(60 + at * 140, 560 + scatter(at) * 50, p)),
  ].join('');
}

export function trailRun(p: Palette): string {
  return [
    circle(250, 180, 70, p.sun),
    shape('M0 380 L220 260 L420 330 L640 180 L860 320 L1020 280 L1200 360 V675 H0Z', p.far),
    shape('M0 520 Q320 360 640 450 T1200 400 V675 H0Z', p.middle),
    shape('M0 640 Q380 470 700 520 T1200 470 V560 Q900 560 700 590 T0 675Z', p.light, { opacity: 0.75 }),
    row(5, (at) =>
      moved(210 + at * 185, 540 - at * 13 + (at === 0 ? 26 : 0), runner(p, at), 1.15 - at * 0.09),
    ),
    row(6, (at) => line(`M${80 + at * 220} ${440 - (at % 2) * 20} v-60`, p.dark, 4)),
    row(6, (at) => shape(`M${82 + at * 220} ${380 - (at % 2) * 20} l46 14 -46 16Z`, p.accent)),
  ].join('');
}

export function boules(p: Palette): string {
  return [
    row(7, (at) => line(`M${80 + at * 180} 480 V120`, p.dark, 22)),
    row(14, (at) =>
      circle(40 + at * 88, 110 + scatter(at) * 60, 92, at % 2 ? p.middle : p.near, { opacity: 0.85 }),
    ),
    shape('M0 440 H1200 V675 H0Z', p.light),
    row(40, (at) => circle(scatter(at) * 1200, 470 + scatter(at + 50) * 190, 4, p.far)),
    row(4, (at) => boule(300 + at * 165, 560 - (at % 2) * 44, p)),
    circle(690, 600, 16, p.accent),
    shape('M560 640 q140 24 260 0 q-130 -20 -260 0Z', p.dark, { opacity: 0.12 }),
  ].join('');
}

export function stringLights(p: Palette): string {
  return [
    row(30, (at) => circle(scatter(at) * 1200, scatter(at + 70) * 260, 2.5, p.light, { opacity: 0.8 })),
    shape('M0 460 L140 400 L300 450 L470 370 L680 440 L860 390 L1200 450 V675 H0Z', p.far),
    row(3, (at) => line(`M-20 ${90 + at * 70} Q600 ${300 + at * 60} 1220 ${70 + at * 70}`, p.dark, 3)),
    row(39, (at) => bulb(at, p)),
    rect(0, 560, 1200, 115, p.near),
    rect(380, 470, 440, 100, p.dark),
    row(5, (at) => moved(440 + at * 80, 470, musician(p, at))),
    row(16, (at) => circle(40 + at * 76, 620 + scatter(at) * 14, 30, p.dark)),
    row(16, (at) => shape(`M${-4 + at * 76} 675 q44 -60 88 0Z`, p.dark)),
  ].join('');
}

export function posters(p: Palette): string {
  const frame = (x: number, body: string) =>
    rect(x - 14, 116, 268, 388, p.dark) + rect(x, 130, 240, 360, p.light) + body;
  return [
    rect(0, 0, 1200, 675, p.far),
    rect(0, 570, 1200, 105, p.near),
    frame(
      120,
      rect(120, 340, 240, 150, p.near) +
        circle(240, 250, 52, p.accent) +
        shape('M190 400 l50 -110 50 110Z', p.light),
    ),
    frame(
      480,
      rect(480, 130, 240, 360, p.accent) +
        shape('M480 490 V330 Q600 220 720 330 V490Z', p.light) +
        circle(600, 220, 36, p.sun),
    ),
    frame(
      840,
      rect(840, 130, 240, 220, p.middle) +
        row(3, (at) => shape(`M${860 + at * 76} 440 l26 -150 26 150Z`, p.dark)) +
        rect(840, 440, 240, 50, p.near),
    ),
    row(3, (at) => shape(`M${180 + at * 360} 0 h120 l110 520 h-340Z`, p.sun, { opacity: 0.13 })),
  ].join('');
}

export function kitchen(p: Palette): string {
  return [
    rect(0, 0, 1200, 675, p.far),
    row(60, (at) =>
      rect((at % 12) * 100 + 4, Math.floor(at / 12) * 88 + 4, 92, 80, at % 5 ? p.light : p.sky[0], {
        opacity: 0.55,
        round: 6,
      }),
    ),
    rect(0, 470, 1200, 205, p.near),
    shape('M340 380 H780 Q770 500 690 500 H430 Q350 500 340 380Z', p.dark),
    rect(776, 388, 250, 26, p.dark, { round: 13 }),
    row(6, (at) => rect(390 + at * 58, 342 + scatter(at) * 20, 46, 50, p.accent, { round: 12 })),
    row(3, (at) => line(`M${470 + at * 90} 300 q-24 -40 0 -76 t0 -76`, p.light, 9, { opacity: 0.7 })),
    rect(150, 300, 74, 190, p.middle, { round: 18 }),
    rect(170, 240, 34, 70, p.middle),
    rect(166, 226, 42, 22, p.accent),
    circle(1010, 520, 58, p.sun),
    circle(1070, 540, 46, p.accent),
  ].join('');
}

export function machines(p: Palette): string {
  const rack = (x: number) =>
    rect(x, 120, 170, 330, p.dark, { round: 8 }) +
    row(9, (at) => rect(x + 14, 138 + at * 34, 142, 22, p.near, { round: 4 })) +
    row(18, (at) =>
      circle(
        x + 30 + (at % 2) * 20,
        149 + Math.floor(at / 2) * 34,
        5,
        scatter(at + x) > 0.4 ? p.accent : p.light,
      ),
    );
  return [
    rect(0, 0, 1200, 675, p.far),
    row(4, (at) => rack(90 + at * 200)),
    line('M890 300 H980 V520', p.accent, 16),
    rect(0, 450, 1200, 225, p.light),
    rect(60, 500, 1080, 175, p.middle, { round: 18 }),
    row(5, (at) =>
      line(
        `M90 ${530 + at * 30} q45 -16 90 0 t90 0 t90 0 t90 0 t90 0 t90 0 t90 0 t90 0 t90 0 t90 0 t90 0`,
        p.light,
        4,
        { opacity: 0.5 },
      ),
    ),
    row(2, (at) => line(`M${1040 + at * 50} 560 V420 q25 -30 50 0`, p.dark, 9)),
  ].join('');
}

export function screen(p: Palette): string {
  return [
    rect(0, 0, 1200, 675, p.near),
    row(9, (at) =>
      circle(scatter(at) * 1200, scatter(at + 30) * 675, 60 + scatter(at) * 90, p.middle, { opacity: 0.3 }),
    ),
    rect(445, 70, 310, 540, p.dark, { round: 38 }),
    rect(465, 110, 270, 460, p.sky[1], { round: 12 }),
    circle(600, 290, 70, p.sun),
    shape('M465 440 L550 350 L620 420 L680 370 L735 430 V570 H465Z', p.middle),
    shape('M574 250 L650 292 L574 334Z', p.accent),
    row(3, (at) => rect(486, 500 + at * 20, 200 - at * 46, 10, p.light, { round: 5 })),
    row(3, (at) => rect(150, 190 + at * 110, 190, 74, p.light, { round: 14, opacity: 0.9 - at * 0.2 })),
    row(3, (at) => rect(860, 230 + at * 110, 190, 74, p.accent, { round: 14, opacity: 0.9 - at * 0.2 })),
  ].join('');
}

function olive(x: number, y: number, p: Palette): string {
  return (
    line(`M${x} ${y + 50} q-12 -40 4 -70`, p.dark, 9) +
    [-30, 0, 32]
      .map((dx, at) => circle(x + dx, y - 30 - (at % 2) * 18, 34, at % 2 ? p.middle : p.dark))
      .join('')
  );
}

function runner(p: Palette, at: number): string {
  const shirt = at % 2 ? p.near : p.accent;
  return (
    circle(8, -112, 15, p.dark) +
    line('M4 -92 L-6 -46', shirt, 20) +
    line('M-6 -44 L22 -18 L8 12 M-6 -44 L-30 -18 L-54 -22', p.dark, 9) +
    line('M4 -84 L30 -66 L46 -82 M2 -84 L-24 -70 L-30 -50', p.dark, 7)
  );
}

function boule(x: number, y: number, p: Palette): string {
  return (
    circle(x, y, 58, p.dark) +
    line(`M${x - 42} ${y - 12} q42 -34 84 0 M${x - 42} ${y + 12} q42 34 84 0`, p.light, 3, { opacity: 0.5 }) +
    circle(x - 18, y - 22, 12, p.light, { opacity: 0.6 })
  );
}

function bulb(at: number, p: Palette): string {
  const string = at % 3;
  const t = (Math.floor(at / 3) + 0.5) / 13;
  const [from, low, to] = [90 + string * 70, 300 + string * 60, 70 + string * 70];
  const y = (1 - t) ** 2 * from + 2 * t * (1 - t) * low + t ** 2 * to;
  return (
    circle(t * 1240 - 20, y + 14, 13, at % 4 ? p.light : p.accent) +
    circle(t * 1240 - 20, y + 14, 30, p.light, { opacity: 0.15 })
  );
}

function musician(p: Palette, at: number): string {
  return (
    circle(0, -96, 20, p.light) +
    shape('M-26 0 L-18 -70 H18 L26 0Z', at % 2 ? p.accent : p.light) +
    line(at % 2 ? 'M-34 -20 L40 -66' : 'M22 -60 V0', p.dark, 8)
  );
}
