/** Captions under distribution shift: what still says the same, and what no longer does. */
package dev.counterpoint.datasets.text.shift;
