/** The command about interactions of modalities. */
package dev.counterpoint.app.cli.interactions;
