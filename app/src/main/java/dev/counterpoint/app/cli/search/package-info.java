/** Commands that search pictures with a trained model; they load no training code. */
package dev.counterpoint.app.cli.search;
