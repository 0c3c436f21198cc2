/** Sound: WAV files, other sampling rates, log-mel spectrograms. */
package dev.counterpoint.datasets.audio;
