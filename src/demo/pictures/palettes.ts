/** The sample paper's colours: each picture takes one light of the day. */
export type Palette = {
  readonly sky: readonly [top: string, bottom: string];
  readonly sun: string;
  readonly far: string;
  readonly middle: string;
  readonly near: string;
  readonly light: string;
  readonly accent: string;
  readonly dark: string;
};

export const palettes = {
  morning: {
    sky: ['#8fc7d9', '#fdf0d9'],
    sun: '#fffaf0',
    far: '#a9c6cf',
    middle: '#5f9eb0',
    near: '#2f6f86',
    light: '#fdf6e9',
    accent: '#e8734a',
    dark: '#173f52',
  },
  noon: {
    sky: ['#3f9fd0', '#cdeaf0'],
    sun: '#fff3c4',
    far: '#dfe3d3',
    middle: '#b7c3a2',
    near: '#1f7a8c',
    light: '#fffdf6',
    accent: '#f2b134',
    dark: '#14394a',
  },
  evening: {
    sky: ['#3d3b6e', '#f6a77b'],
    sun: '#ffe1b0',
    far: '#a5688a',
    middle: '#6b4a7c',
    near: '#39345f',
    light: '#ffe9d2',
    accent: '#f25f5c',
    dark: '#1f1d3d',
  },
  olive: {
    sky: ['#cfe0c8', '#fbf4df'],
    sun: '#fff8e1',
    far: '#b9c3b3',
    middle: '#87a07f',
    near: '#4f7350',
    light: '#fbf7ea',
    accent: '#d98e32',
    dark: '#28412f',
  },
  ochre: {
    sky: ['#f2c27b', '#fdeccb'],
    sun: '#fff8e3',
    far: '#dba46b',
    middle: '#c26d42',
    near: '#8f432f',
    light: '#fff4df',
    accent: '#2a7f8a',
    dark: '#4a231d',
  },
  night: {
    sky: ['#0e1f3f', '#3a5d84'],
    sun: '#f5efd5',
    far: '#31537a',
    middle: '#22406a',
    near: '#152c50',
    light: '#f7e7b4',
    accent: '#f0a53a',
    dark: '#091630',
  },
} as const satisfies Record<string, Palette>;

export type PaletteName = keyof typeof palettes;
