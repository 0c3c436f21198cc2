/** Commands that run simulations. */
package dev.counterpoint.app.cli.simulation;
