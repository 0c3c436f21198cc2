package dev.counterpoint.datasets.spoken.synthesised;

/**
 * A sound of speech: where the resonances of the mouth are, how much voice and how much noise there
 * is. Resonances of vowels are close to those of men in Peterson and Barney 1952.
 */
enum Phone {
  AA(720, 1150, 2500, 1, 0, 0, 0, 0.11),
  AH(620, 1200, 2550, 1, 0, 0, 0, 0.11),
  AO(570, 850, 2450, 1, 0, 0, 0, 0.15),
  EH(540, 1800, 2500, 1, 0, 0, 0, 0.10),
  F(350, 1000, 2400, 0, 0.10, 2400, 2500, 0.09),
  IH(400, 1950, 2550, 1, 0, 0, 0, 0.08),
  IY(290, 2200, 2950, 1, 0, 0, 0, 0.13),
  K(350, 1800, 2500, 0, 0.50, 1900, 500, 0.035),
  N(280, 1450, 2500, 0.35, 0, 0, 0, 0.09),
  OW(520, 950, 2400, 1, 0, 0, 0, 0.10),
  R(350, 1150, 1600, 0.8, 0, 0, 0, 0.07),
  S(350, 1500, 2550, 0, 0.40, 3600, 600, 0.11),
  STOP(350, 1600, 2550, 0, 0, 0, 0, 0.045),
  T(350, 1700, 2600, 0, 0.45, 3200, 1100, 0.035),
  TH(350, 1300, 2600, 0, 0.10, 2900, 2500, 0.09),
  UH(360, 800, 2300, 0.8, 0, 0, 0, 0.09),
  UW(330, 1000, 2300, 1, 0, 0, 0, 0.16),
  V(300, 1100, 2350, 0.3, 0.05, 2400, 2500, 0.06),
  W(320, 650, 2200, 0.7, 0, 0, 0, 0.07),
  Z(300, 1500, 2600, 0.35, 0.20, 3500, 700, 0.08);

  private static final Phone[][] WORDS = {
    {Z, IH, R, OW, UH},
    {W, AH, N},
    {T, UW},
    {TH, R, IY},
    {F, AO, R},
    {F, AA, IY, V},
    {S, IH, STOP, K, S},
    {S, EH, V, AH, N},
    {EH, IY, STOP, T},
    {N, AA, IY, N},
  };

  private final double[] formants;

  /** Strength of the voice, 0 to 1. */
  final double voice;

  /** Strength of the noise, 0 to 1. */
  final double noise;

  /** Middle of the noise, in Hz. */
  final double noiseHz;

  /** Width of the noise, in Hz. */
  final double noiseWidth;

  /** How long it is in an unhurried word. */
  final double seconds;

  Phone(
      double first,
      double second,
      double third,
      double voice,
      double noise,
      double noiseHz,
      double noiseWidth,
      double seconds) {
    this.formants = new double[] {first, second, third};
    this.voice = voice;
    this.noise = noise;
    this.noiseHz = noiseHz;
    this.noiseWidth = noiseWidth;
    this.seconds = seconds;
  }

  /** The sounds of the English word for a digit, 0 to 9. */
  static Phone[] word(int digit) {
    return WORDS[digit].clone();
  }

  /** A resonance in Hz: 0, 1 or 2. */
  double formant(int which) {
    return formants[which];
  }
}
