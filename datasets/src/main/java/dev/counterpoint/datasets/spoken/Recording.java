package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.audio.Waveform;

/**
 * Somebody says a digit.
 *
 * @param name as the file is called: {@code "7_jackson_32"}
 * @param digit what is said, 0 to 9
 * @param speaker who says it
 * @param take which of the speaker's recordings of this digit, from 0
 * @param waveform the sound
 */
public record Recording(String name, int digit, String speaker, int take, Waveform waveform) {}
