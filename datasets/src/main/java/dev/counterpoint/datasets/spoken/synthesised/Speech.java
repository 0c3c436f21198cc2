package dev.counterpoint.datasets.spoken.synthesised;

import dev.counterpoint.datasets.random.NormalNumbers;
import java.util.SplittableRandom;

/**
 * Says digits with resonances (Klatt, <i>Software for a cascade/parallel formant synthesizer</i>,
 * 1980, much reduced): pulses of a voice go through the resonances of a mouth that moves from sound
 * to sound; consonants add noise of their own.
 */
public final class Speech {

  /** Samples a second (Hz). */
  public static final int RATE = 8_000;

  /** Samples between two changes of the mouth. */
  private static final int TICK = 40;

  /** Shares of the way that the mouth and its loudness go in one tick of 5 ms. */
  private static final double MOUTH_SPEED = 0.22;

  private static final double LOUDNESS_SPEED = 0.5;

  private static final double[] WIDTHS = {80, 110, 160};
  private static final double HIGHEST = 3_700;
  private static final int PAUSE = RATE / 50;

  private final SplittableRandom random;
  private final Resonator[] mouth = {new Resonator(), new Resonator(), new Resonator()};
  private final Resonator hiss = new Resonator();
  private final double[] formants = new double[3];
  private double voice;
  private double noise;
  private double phase;
  private double pulse;

  private Speech(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Says a digit once.
   *
   * @param digit 0 to 9
   * @param speaker where the voice comes from: the same stream is the same person
   * @param take where this recording comes from
   * @return {@code (n)} samples at 8 kHz, the loudest 0.1 to 0.9; 0.2 to 0.9 seconds
   */
  public static float[] say(int digit, SplittableRandom speaker, SplittableRandom take) {
    return new Speech(take).say(Phone.word(digit), Voice.random(speaker));
  }

  private float[] say(Phone[] word, Voice voice) {
    int[] lengths = new int[word.length];
    double pace = voice.pace() * factor(0.10);
    int total = 2 * PAUSE;
    for (int i = 0; i < word.length; i++) {
      lengths[i] = (int) (RATE * word[i].seconds * pace * factor(0.22));
      total += lengths[i];
    }
    double pitch = voice.pitch() * factor(0.07);
    double fall = 0.35 * random.nextDouble();
    for (int f = 0; f < 3; f++) {
      formants[f] = word[0].formant(f) * voice.formants();
    }
    float[] samples = new float[total];
    int at = PAUSE;
    for (int i = 0; i < word.length; i++) {
      double[] targets = targets(word[i], voice);
      double hissed = word[i].noise * voice.hiss() * factor(0.25);
      for (int end = at + lengths[i]; at < end; at++) {
        if ((at - PAUSE) % TICK == 0) {
          move(word[i], targets, hissed);
        }
        double hertz = pitch * (1.1 - fall * at / total);
        samples[at] = (float) next(hertz, voice.breath());
      }
    }
    for (; at < total; at++) {
      this.voice *= 0.97;
      noise *= 0.97;
      samples[at] = (float) next(pitch * (1.1 - fall), voice.breath());
    }
    return finished(samples);
  }

  /** Where the resonances would be if the mouth had the time: no two recordings are alike. */
  private double[] targets(Phone phone, Voice voice) {
    double[] targets = new double[3];
    for (int f = 0; f < 3; f++) {
      targets[f] = Math.min(HIGHEST, phone.formant(f) * voice.formants() * factor(0.12));
    }
    return targets;
  }

  private void move(Phone phone, double[] targets, double hissed) {
    for (int f = 0; f < 3; f++) {
      formants[f] += MOUTH_SPEED * (targets[f] - formants[f]);
      mouth[f].tune(formants[f], WIDTHS[f], RATE);
    }
    voice += LOUDNESS_SPEED * (phone.voice - voice);
    noise += LOUDNESS_SPEED * (hissed - noise);
    if (phone.noise > 0) {
      hiss.tune(phone.noiseHz, phone.noiseWidth, RATE);
    }
  }

  private double next(double hertz, double breath) {
    phase += hertz / RATE;
    if (phase >= 1) {
      phase -= 1;
      pulse += 1;
    }
    // A pulse of air dies away in about a millisecond, which makes high frequencies weaker.
    pulse *= 0.85;
    double air = voice * (pulse + breath * normal());
    double spoken = mouth[0].next(mouth[1].next(mouth[2].next(air)));
    return spoken + 0.25 * hiss.next(noise * normal());
  }

  private float[] finished(float[] samples) {
    float loudest = 1e-9f;
    for (float sample : samples) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    double level = 0.1 + 0.7 * random.nextDouble();
    float scale = (float) (level / loudest);
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= scale;
    }
    // A room is never quite silent.
    NormalNumbers.add(samples, level * (0.01 + 0.07 * random.nextDouble()), random);
    return samples;
  }

  private double factor(double spread) {
    return StrictMath.exp(spread * normal());
  }

  private float normal() {
    return NormalNumbers.quantile(random.nextInt());
  }
}
