/** Residual networks for pictures of the size of photographs. */
package dev.counterpoint.models.encoder.residual;
