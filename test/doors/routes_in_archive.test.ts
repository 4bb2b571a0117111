/** The whole table of routes once more, where every order that it names lies in the archive. */
import "cloudflare:workers";
import "../support/all_in_archive.ts?routes";
import "./routes.test.ts?in-archive";
