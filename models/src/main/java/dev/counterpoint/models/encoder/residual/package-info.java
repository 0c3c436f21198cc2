/** Residual networks: for small pictures, and for those of the size of photographs. */
package dev.counterpoint.models.encoder.residual;
