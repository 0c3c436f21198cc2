/** Captioned pictures that the program draws itself: for tests, benchmarks, and first steps. */
package dev.counterpoint.datasets.captioned.drawn;
