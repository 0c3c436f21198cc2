/** Simulations of the papers' theory: what is computed without a training of the engine's. */
package dev.counterpoint.app.simulation;
