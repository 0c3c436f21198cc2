/** Speech that the program makes itself, of formants. */
package dev.counterpoint.datasets.spoken.synthesised;
