/** The types of the API for `openapi-fetch`. Made by `deno task docs` from openapi.json: not to be edited. */
export interface paths {
    "/api/shops/{shop}/mails": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Mails of an order, one mail, or mails that went wrong
         * @description With `order` every mail of one order, sent or not, oldest first; with `key` one mail; with `state` those that went wrong in the order of their keys, or what shadow mode kept back, newest first, 100 a page. Needs the scope `read`.
         */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/mails/again": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends any mail once more
         * @description What failed is owed again and judged when it is sent; an order's mail that left, or was kept back, is written anew from the order as it stands; of any other mail the kept copy goes out. `to` is a corrected address: the order's further mails go there, and it gets a confirmation as it stands. `despite: true` writes to an address that bounced or is on the suppression list. 409 by field: it is on its way, would be untrue, no copy is kept, there is no address, or the address takes no such mail. Needs the scope `act`.
         */
        post: operations["sendMailAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * What can be shown of delivery, by kind of mail
         * @description Needs the scope `read`.
         */
        get: operations["readFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/figures/year": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * A year of figures, by day, week or month and in all
         * @description One row a day is read, and none names a customer. A share is `cases` of `of`, its `value`, and Wilson's bounds of 95 % in `from` and `to`; a rating has its `margin`. `opened` is unreliable: mail programs open mails by themselves. Needs the scope `read`.
         */
        get: operations["readYear"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/figures/file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * One table of the figures as CSV, by day
         * @description Needs the scope `read`.
         */
        get: operations["readFiguresFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/figures/digests": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * What stood out in the last 52 weeks, and what became of it
         * @description Newest first. docs/figures.md says what is compared, and how sure it is. Needs the scope `read`.
         */
        get: operations["listDigests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/figures/done": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes what was done about something that the newest digest names
         * @description The next digests repeat it beside what became of it. Needs the scope `act`.
         */
        post: operations["noteDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/unreachable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Orders that owe mails and cannot be written to
         * @description Newest first, 100 a page. Needs the scope `read`.
         */
        get: operations["listUnreachable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/unreachable/correct": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an order an address
         * @description It gets one confirmation as it stands. 409: the address it has, or one of the suppression list. Needs the scope `act`.
         */
        post: operations["correctAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/unreachable/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an order off that list: it needs no mails
         * @description Needs the scope `act`.
         */
        post: operations["dismissUnreachable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/alarms/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts an alarm or advice of the desk's first page aside
         * @description `failed`, `unknown`, `bounced` and `parked` stand again with their next news, rates after 7 days where they last, advice after 180. Needs the scope `act`.
         */
        post: operations["dismissAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * The shop's settings as they are kept, and for each kind whether it leaves
         * @description Needs the scope `read`.
         */
        get: operations["readSettings"];
        /**
         * Replaces all settings
         * @description Seen within 30 seconds. 409: changed by two at once. 422 names setting and rule. Needs the scope `admin`.
         */
        put: operations["replaceSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Replaces the parts that are given, each as a whole; others stay
         * @description `brand`, `returns`, `schedule` … A new `returns` counts for orders from now on; the one before goes to `earlier_returns`, unless they are given too. Needs the scope `admin`.
         */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/api/shops/{shop}/settings/mails": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes which mails leave
         * @description `shadow`, `kinds`, `copies`, `not_owed`, `sub_orders`: kinds and copies one by one, `null` takes one away. Needs the scope `admin`.
         */
        patch: operations["changeMailSettings"];
        trace?: never;
    };
    "/api/shops/{shop}/deliverability": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * How well the mails arrive
         * @description Complaints and bounces of the last 28 days by mailbox provider and channel, each with the bounds of 95 % between which its share lies (with `figures`); what each channel took today; what DMARC reports say of the domain, by source; and warnings before a limit. Needs the scope `read`.
         */
        get: operations["readDeliverability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/deliverability/domain": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks the DNS of the domain that mails come from
         * @description For one channel, or for each of the shop's. It changes nothing. Needs the scope `read`.
         */
        post: operations["checkDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Who is not written to
         * @description In the order of addresses, 1,000 a page. What an erased customer had objected to is kept under a keyed hash, holds again when they come back, and is shown to nobody. Needs the scope `read`.
         */
        get: operations["listSuppressions"];
        put?: never;
        /**
         * Adds lines to the suppression list
         * @description At most 500 lines or 200,000 bytes at once: all of them, or none where one is wrong. What was read can be given back. A line that stands already keeps the longer time and takes the newer reason. Needs the scope `act`.
         */
        post: operations["addSuppressions"];
        /**
         * Takes one line from the suppression list
         * @description Needs the scope `act`.
         */
        delete: operations["releaseSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/suppressions/find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What one address is not written
         * @description It changes nothing; an address stands in bodies alone. Needs the scope `read`.
         */
        post: operations["findSuppressions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Cases by who acts next
         * @description The oldest promise first; the solved ones by what changed last; 50 a page. With a filter a page may have fewer, or none, and go on. Needs the scope `read`.
         */
        get: operations["listCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * One case with its thread
         * @description The id of a merged case leads to the one it went into. A conversation's id is its case's. Needs the scope `read`.
         */
        get: operations["readCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/cases/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers by mail in the customer's own thread
         * @description The same `id` is the same answer. `by_mail` is false where no address is known, so that only the order's page shows it. Needs the scope `act`.
         */
        post: operations["answerCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/cases/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grants or declines what the customer of the case asks for
         * @description The customer gets it by mail and sees it on the order's page. 409: the case asks for nothing that is open. Needs the scope `act`.
         */
        post: operations["decideRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/cases/{id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the customer of a case something
         * @description The case waits for the answer, which comes by mail or from the order's page; both ask for it. Where something is still to be decided, silence gives the case back to the shop. Needs the scope `act`.
         */
        post: operations["askCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/cases/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves or declines the return that a case is about, or notes that it came
         * @description As `POST /returns/decide`. `return` may be absent where only one can be decided so. 409: none can be. Needs the scope `act`.
         */
        post: operations["decideReturnOfCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/cases/{id}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assigns, tags, files, notes, snoozes, merges, links, solves, dismisses or reopens a case
         * @description Needs the scope `act`.
         */
        post: operations["actOnCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Orders, or one order
         * @description Newest first, those of `late` and `today` by their promise, where `order_index` is on (`indexed`). Each page looks at 50 orders of the list and gives those that fit. With `order` one order, with the ids of its cases. Needs the scope `read`.
         */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * All that is recorded of an order, as one file
         * @description For the bank that asks after a disputed payment: events, messages as they left with their hashes and what providers reported, parcels and proof of delivery, conversation, the return policy in force, what the customer did on the page. The zip holds the PDF, `evidence.json`, `provider_events.json`, the messages and the customer's mails, and `SHA256SUMS`; at most 200 files and 20 MB, and the PDF names what is left out. Views of pages are not recorded. Of an erased order it says what is left. Needs the scope `read`.
         */
        get: operations["disputePack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds orders
         * @description By number, parcel, payment, mail address; with `order_index` by name, telephone, postal code and SKU too, forgiving about `#`, spaces and letter case. It changes nothing; what is sought may be an address, and those stand in bodies alone. Needs the scope `read`.
         */
        post: operations["findOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/hold": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets the messages of an order wait
         * @description Until a moment, 60 days away at most. What the customer asks for and answers of people go all the same; afterwards only what is still true goes out. Needs the scope `act`.
         */
        post: operations["holdMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets the held messages of an order go
         * @description As far as they are still true. 409 where nothing holds them. Needs the scope `act`.
         */
        post: operations["releaseMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an order another delivery address
         * @description In the order's country. `at_storefront`: it is being changed there, where `storefront_acts` has `address` and there is a token. `by_hand`: a person grants the case once it is done. 409: everything has left, or another change is open. Needs the scope `act`.
         */
        post: operations["correctDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/ways": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows or replaces the ways by which an order's customer is told
         * @description A list for each class of messages: `progress` is news of the parcel, `care` what the shop asks or reminds of afterwards; all else always comes by mail. What cannot leave on one way goes by the next, and at last by mail. A class that is not given stays as it is, and without any it only shows them. Only ways count that the customer has proved, so ask them to choose on their page of messages where one is missing. Needs the scope `act`.
         */
        post: operations["orderWays"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/write": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes to an order's customer first
         * @description A case, into which the answer comes. 409 where no mail reaches them. Needs the scope `act`.
         */
        post: operations["writeToCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/stock/short": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Lines whose customers wait for goods, by SKU
         * @description 200 a page; only with `stock.track` (`tracked`). Needs the scope `read`.
         */
        get: operations["listShortages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/stock/say": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says of a SKU on which day more is expected, or that it is back
         * @description Those who wait are told what is new for them. That it is back counts until stock is counted anew. 404 where nobody waits. Needs the scope `act`.
         */
        post: operations["sayOfStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/texts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * A shop's own texts of one kind of mail in one language, with their versions
         * @description A text that is left out is the catalogue's. The newest 20 versions that were made here or at the desk. Needs the scope `read`.
         */
        get: operations["readTexts"];
        put?: never;
        /**
         * Makes texts live in the place of all own texts of this kind and language
         * @description Seen within 30 seconds. 422 names the text and its rule, such as a variable that there is not. Needs the scope `admin`.
         */
        post: operations["changeTexts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/texts/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a sample of a mail to the shop
         * @description `to` is the shop's support or alert address, or one of its people. 409 says why no channel takes it. It is no message of the ledger. Needs the scope `admin`.
         */
        post: operations["sendTestMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/texts/back": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an earlier version live again
         * @description Needs the scope `admin`.
         */
        post: operations["bringBackTexts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * The shop's own templates, by which programs hand over mails
         * @description By name, at most 100, without their texts. `POST send` names one as `own:NAME`. docs/sending.md. Needs the scope `read`.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/templates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * A template of the shop's own with its texts and its newest 20 versions
         * @description Needs the scope `read`.
         */
        get: operations["readTemplate"];
        /**
         * Makes a template, or changes it: the whole of it is given
         * @description The next mail that names it has it. 422 names the field and its rule, such as a variable that is not declared. 409 where there are 100 already, or two change it at once. Needs the scope `admin`.
         */
        put: operations["putTemplate"];
        post?: never;
        /**
         * Deletes a template; an earlier version brings it back
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/templates/{name}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows the mail that a template comes to
         * @description With the examples of its variables where no data is given. Nothing is kept and nothing leaves. Needs the scope `admin`.
         */
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/templates/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends the mail that a template comes to, to the shop
         * @description `to` is the shop's support or alert address, or one of its people. 409 says why no channel takes it. It is no message of the ledger. Needs the scope `admin`.
         */
        post: operations["sendTestTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/templates/{name}/back": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an earlier version of a template live again
         * @description Needs the scope `admin`.
         */
        post: operations["bringBackTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/trials": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Two versions of a mail side by side, and what each brought
         * @description The newest 20 first. docs/figures.md says how they are judged. Needs the scope `read`.
         */
        get: operations["listTrials"];
        put?: never;
        /**
         * Tries another text or another day of a kind of mail on half of the orders
         * @description Either `texts` by language and name, such as `{ de: { subject: … } }`, or `days` of a follow-up, a feedback request or payment reminders. Every mail is still sent. 409: one of this kind runs, or five do. 422: a text that breaks its rule, or a shop whose volume would not show the difference within 120 days. Needs the scope `admin`.
         */
        post: operations["startTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/trials/outlook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * How long a trial would take at the shop's own volume
         * @description Needs the scope `read`.
         */
        get: operations["readTrialOutlook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/trials/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a trial: all orders get the usual version
         * @description Needs the scope `admin`.
         */
        post: operations["stopTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/trials/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the tried version live for all orders, and stops the trial
         * @description Needs the scope `admin`.
         */
        post: operations["adoptTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * What customers rated
         * @description Newest first, 100 a page; `low`: up to two of five stars, or four of ten. Needs the scope `read`.
         */
        get: operations["listRatings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/feedback/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers an order's rating
         * @description In the case that a low one opened, otherwise as a new one. 409 where no mail reaches the customer. Needs the scope `act`.
         */
        post: operations["answerRating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Returns of the orders that have one open
         * @description 50 orders a page. Needs the scope `read`.
         */
        get: operations["listReturns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/returns/decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves or declines a return, or notes that it came
         * @description The customer gets the order's own mail about it. `label_url` and what follows it: a label that the shop made itself, for an approval. 409: the return is in another state. Needs the scope `act`.
         */
        post: operations["decideReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/returns/label": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a label to a return that is approved
         * @description The customer gets it by mail and on the page; a newer one takes the place of an older one. 409: the return is in another state. Needs the scope `act`.
         */
        post: operations["addReturnLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/returns/ask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the customer of a return something before it is decided
         * @description The return's case waits for the answer, as after `POST /cases/{id}/ask`. Needs the scope `act`.
         */
        post: operations["askAboutReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * What customer and shop wrote about an order
         * @description By conversation, the oldest first, 100 a page. Needs the scope `read`.
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/conversations/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers the customer by mail and on the order's page
         * @description The same `id` is the same answer. Needs the scope `act`.
         */
        post: operations["answerConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/conversations/close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes a conversation and says so by mail
         * @description What waited for it (follow-up, feedback) goes on. Needs the scope `act`.
         */
        post: operations["closeConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Webhooks that verified and could not be read
         * @description The newest first, 100 a page. Needs the scope `read`.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * One of them with its body, its orders and what taking it again would change
         * @description Needs the scope `read`.
         */
        get: operations["readDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Deletes it unread
         * @description Needs the scope `act`.
         */
        delete: operations["deleteDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes webhooks again, as if they had just come
         * @description With `id` one, which is deleted once it is read; 409 with `outcome: refused`, field and rule where it still cannot be. Otherwise all, or those with this cause, 25 at a time: again while some are `left`. Needs the scope `act`.
         */
        post: operations["replayDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/dead-letters/drop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deletes those with one cause unread
         * @description Needs the scope `act`.
         */
        post: operations["deleteDeadLettersOfCause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/spill": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Webhooks that came while the database was away, and those that were set aside
         * @description Those that are set aside first, then the oldest first, 100 a page. Needs the scope `read`.
         */
        get: operations["listKeptWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/spill/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes one again now, or all, 20 at a time
         * @description The clock does the same every minute, but for those that were set aside. Needs the scope `act`.
         */
        post: operations["replayKeptWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Storefronts that asked to erase all of their orders
         * @description Needs the scope `read`.
         */
        get: operations["listErasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/erasures/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops such a request while it waits
         * @description Needs the scope `admin`.
         */
        post: operations["stopErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/people": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * The shop's people at the desk
         * @description At most 200. Needs the scope `admin`.
         */
        get: operations["listPeople"];
        put?: never;
        /**
         * Invites somebody
         * @description A link goes by mail, and a code lets them in. 409: at the desk already, or 200 people. Needs the scope `admin`.
         */
        post: operations["invitePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes somebody away, with their sessions
         * @description Needs the scope `admin`.
         */
        delete: operations["removePerson"];
        options?: never;
        head?: never;
        /**
         * Gives somebody another role
         * @description Needs the scope `admin`.
         */
        patch: operations["changeRole"];
        trace?: never;
    };
    "/api/shops/{shop}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * The tokens of the shop's programs
         * @description At most 100. Needs the scope `admin`.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Makes a token
         * @description 409: the shop has 100. Needs the scope `admin`.
         */
        post: operations["makeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a token at once
         * @description Needs the scope `admin`.
         */
        delete: operations["endToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/send": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands a mail over, or up to 100 as `messages`
         * @description By a built-in template with its data, by one of the shop's own (`own:NAME`), or with `subject` and one of `html`, `markdown` and `text`. All are taken, or none where one is wrong (`messages.3.to.email`). The same `id` for the same reader is one message, by whichever way or lane (`duplicate`). With `?sandbox` nothing is kept and nothing leaves: the answer is 200 and shows what would. docs/sending.md. Needs the scope `send`.
         */
        post: operations["send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/send/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * What became of a mail that was handed over
         * @description Needs the scope `send`.
         */
        get: operations["readSend"];
        put?: never;
        post?: never;
        /**
         * Cancels a mail that has not left
         * @description 409: it has left, or is on its way. Needs the scope `send`.
         */
        delete: operations["cancelSend"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * The addresses that are told of what happens
         * @description At most 20. docs/webhooks.md lists the events and how they are signed. Needs the scope `admin`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Adds an address
         * @description It gets `webhook.test` within a minute. Without `types`, all. 409: the shop has 20. Needs the scope `admin`.
         */
        post: operations["makeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an address away, with its log
         * @description Needs the scope `admin`.
         */
        delete: operations["endWebhook"];
        options?: never;
        head?: never;
        /**
         * Changes an address or its types, switches it off or on
         * @description Needs the scope `admin`.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/api/shops/{shop}/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a new signing secret
         * @description Both sign for a day, so that the receiver can change over. Needs the scope `admin`.
         */
        post: operations["rotateWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends the address a first word
         * @description Needs the scope `admin`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells again what the address did not take, or one event
         * @description 500 at a time. Needs the scope `admin`.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/webhooks/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * What the address was told and is to be, with each try
         * @description Newest first, 100 a page, for 14 days. Needs the scope `admin`.
         */
        get: operations["listWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/chats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * The chats in which staff are told of alerts, and how it went last
         * @description Their addresses are sealed and never shown. Needs the scope `admin`.
         */
        get: operations["listChats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/chats/slack-app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Connects the shop's own Slack app, by which people answer customers in Slack
         * @description Slack is asked whether it knows the token. `events_url` is what the app's event subscription needs. Needs the scope `admin`.
         */
        put: operations["connectSlackApp"];
        post?: never;
        /**
         * Forgets the shop's Slack app
         * @description Needs the scope `admin`.
         */
        delete: operations["disconnectSlackApp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/chats/{chat}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Connects a chat by its incoming webhook
         * @description A first message follows within a minute. Needs the scope `admin`.
         */
        put: operations["connectChat"];
        post?: never;
        /**
         * Takes the connection away
         * @description Needs the scope `admin`.
         */
        delete: operations["disconnectChat"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/ways": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * The short ways to customers, and by which accounts they leave
         * @description Secrets are sealed and never shown. Needs the scope `admin`.
         */
        get: operations["listWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/ways/{way}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Connects the shop's account at a way's service, and offers the way to customers
         * @description The fields are those that `GET ways` names. A secret that is left out or empty stays as it was. Needs the scope `admin`.
         */
        put: operations["connectWay"];
        post?: never;
        /**
         * Forgets the account; what is owed on the way goes by the next one
         * @description Needs the scope `admin`.
         */
        delete: operations["disconnectWay"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/ways/{way}/check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the service whether the account works and its webhooks come here
         * @description Needs the scope `admin`.
         */
        post: operations["checkWay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/senders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Who sends webhooks, when each was last heard, and whether that is usual
         * @description Noted once in five minutes at most. `silent`: for more than a day, and twice as long as ever before. While two secrets are live, `newest_verified_at` says whether the new one works. Needs the scope `admin`.
         */
        get: operations["listSenders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/senders/{source}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a sender's secret; the ones before stay valid
         * @description Without `secret` one is made, for senders that take one, and is told this once. 409: four are live already. Needs the scope `admin`.
         */
        post: operations["rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/senders/{source}/old-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Keeps the newest secret of each form alone
         * @description Needs the scope `admin`.
         */
        delete: operations["dropOldSecrets"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Who did what at the desk and through the API
         * @description Newest first, 100 a page. Needs the scope `admin`.
         */
        get: operations["listActs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/ignored": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Topics that came and say nothing Waybill acts on
         * @description With how many came, 100 a page. Needs the scope `read`.
         */
        get: operations["listIgnored"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/parked": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        /**
         * Webhooks that wait for an order nobody has brought
         * @description 100 a page: names and types, not what they say. Needs the scope `read`.
         */
        get: operations["listParked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Act: {
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            at: string;
            /** @description A colleague's name, the `author` of a request, or the program */
            person: string;
            /** @enum {string} */
            way: "desk" | "api" | "slack" | "mail";
            act: string;
            order: string | null;
            case: string | null;
        };
        Case: {
            id: string;
            /** @enum {string} */
            kind: "question" | "where" | "return" | "claim" | "cancellation" | "address" | "courier_note" | "rating" | "bounce" | "shortage" | "dead_letter" | "dispute";
            topic: string;
            /** @enum {string} */
            state: "open" | "solved" | "merged";
            /**
             * @description Who acts, `shop` and `later` until `due_at`
             * @enum {string}
             */
            next: "shop" | "customer" | "later" | "nobody";
            due_at: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            opened_at: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            changed_at: string;
            answered_at: string | null;
            order: string | null;
            /** @description Whether the sender's own domain signed the mail */
            proven: boolean;
            customer: {
                email: string;
                name: string | null;
            } | null;
            assignee: string | null;
            tags: string[];
        };
        CaseEntry: {
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            at: string;
            /** @enum {string} */
            type: "message" | "note" | "act";
            /** @enum {string} */
            author: "customer" | "shop" | "waybill";
            person: string | null;
            message: string;
            from: string | null;
            proven_by: string | null;
            act: string | null;
            files: {
                name: string | null;
                type: string;
                size: number;
            }[];
            message_id: string | null;
        };
        Chat: {
            /** @enum {string} */
            chat: "slack" | "discord" | "teams";
            told_at: string | null;
            failed_at: string | null;
            reason: string | null;
        };
        CheckedDomain: {
            domain: string;
            channels: {
                channel: string;
                findings: {
                    part: string;
                    /** @enum {string} */
                    level: "ok" | "warning" | "error" | "unknown";
                    message: string;
                }[];
                records: {
                    name: string;
                    /** @enum {string} */
                    type: "TXT" | "MX" | "CNAME";
                    value: string;
                    set: boolean | null;
                }[];
                /** @description Questions that are left out as the records nest too deep */
                unasked: number;
            }[];
        };
        ConnectedWay: {
            /** @enum {string} */
            way: "sms" | "whatsapp" | "telegram" | "messenger" | "instagram" | "chatwoot";
            label: string;
            /** @enum {string} */
            account: "own" | "shared" | "none";
            is_offered: boolean;
            hook_url: string;
            fields: {
                name: string;
                label: string;
                is_secret: boolean;
                is_set: boolean;
                value: string | null;
            }[];
            steps: string[];
        };
        ConversationMessage: {
            conversation: string;
            topic: string;
            /** @enum {string} */
            state: "open" | "closed";
            /** @enum {string} */
            author: "customer" | "shop";
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            at: string;
            message: string;
        };
        Deliverability: {
            days: number;
            /** @description Whether `figures` is on */
            counted: boolean;
            rates: {
                whole: {
                    mails: number;
                    complaints: {
                        count: number;
                        mails: number;
                        /**
                         * @description `few`: one more or less would change it too much
                         * @enum {string}
                         */
                        level: "unknown" | "few" | "good" | "warn" | "bad";
                        value: number | null;
                        /** @description Of the interval of 95 % (Wilson) */
                        from: number | null;
                        to: number | null;
                    };
                    bounces: {
                        count: number;
                        mails: number;
                        /**
                         * @description `few`: one more or less would change it too much
                         * @enum {string}
                         */
                        level: "unknown" | "few" | "good" | "warn" | "bad";
                        value: number | null;
                        /** @description Of the interval of 95 % (Wilson) */
                        from: number | null;
                        to: number | null;
                    };
                };
                domains: {
                    /** @description `other` holds what is rare */
                    name: string;
                    mails: number;
                    complaints: {
                        count: number;
                        mails: number;
                        /**
                         * @description `few`: one more or less would change it too much
                         * @enum {string}
                         */
                        level: "unknown" | "few" | "good" | "warn" | "bad";
                        value: number | null;
                        /** @description Of the interval of 95 % (Wilson) */
                        from: number | null;
                        to: number | null;
                    };
                    bounces: {
                        count: number;
                        mails: number;
                        /**
                         * @description `few`: one more or less would change it too much
                         * @enum {string}
                         */
                        level: "unknown" | "few" | "good" | "warn" | "bad";
                        value: number | null;
                        /** @description Of the interval of 95 % (Wilson) */
                        from: number | null;
                        to: number | null;
                    };
                }[];
                channels: {
                    /** @description `other` holds what is rare */
                    name: string;
                    mails: number;
                    complaints: {
                        count: number;
                        mails: number;
                        /**
                         * @description `few`: one more or less would change it too much
                         * @enum {string}
                         */
                        level: "unknown" | "few" | "good" | "warn" | "bad";
                        value: number | null;
                        /** @description Of the interval of 95 % (Wilson) */
                        from: number | null;
                        to: number | null;
                    };
                    bounces: {
                        count: number;
                        mails: number;
                        /**
                         * @description `few`: one more or less would change it too much
                         * @enum {string}
                         */
                        level: "unknown" | "few" | "good" | "warn" | "bad";
                        value: number | null;
                        /** @description Of the interval of 95 % (Wilson) */
                        from: number | null;
                        to: number | null;
                    };
                }[];
            };
            channels: {
                channel: string;
                /** @enum {string} */
                state: "open" | "failing" | "resting";
                reason: string | null;
                resting_until: string | null;
                /** @description Where a quota or warm-up counts it */
                sent_today: number;
                most_today: number | null;
            }[];
            warm_up: {
                sent_today: number;
                most_today: number;
            } | null;
            dmarc: {
                /** @description For `rua`; null without `reply_domain` */
                address: string | null;
                weeks: number;
                mails: number;
                passed: number;
                sources: components["schemas"]["DmarcSource"][];
                /** @description By the domain that signed the report's mail */
                reporters: {
                    domain: string;
                    reports: number;
                    mails: number;
                    /**
                     * Format: date-time
                     * @description RFC 3339, in UTC
                     */
                    last_at: string;
                }[];
            };
            suppressions: {
                count: number;
                up_to: number;
            };
            warnings: {
                /** @enum {string} */
                topic: "complaints" | "bounces" | "quota" | "warm_up" | "resting" | "dmarc_fails";
                /** @enum {string} */
                level: "warn" | "bad";
                /** @description A mailbox provider, channel or source; null for all mails */
                name: string | null;
                count: number;
                of: number;
            }[];
        };
        Delivery: {
            /** @description The `webhook-id` */
            id: string;
            type: string;
            /** @description What is signed, as it is sent */
            body: Record<string, never>;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            at: string;
            due_at: string | null;
            attempts: number;
            taken_at: string | null;
            tries: {
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC
                 */
                at: string;
                /** @description Null: no answer came */
                status: number | null;
                reason: string | null;
            }[];
        };
        Digest: {
            /** @description Its last day */
            week: string;
            /** @description There were too few days to compare */
            is_early: boolean;
            found: {
                /** @description The same in each week */
                name: string;
                /** @enum {string} */
                family: "untracked" | "late" | "unpaid" | "bounced" | "complained" | "clicked" | "failed" | "slow" | "delayed" | "returned" | "asked" | "unprompted" | "rated" | "answered" | "unheard" | "silent";
                parts: {
                    [key: string]: string;
                };
                cases: number;
                of: number;
                usual: number;
                usual_of: number;
                since: string;
                days: number;
                rate: {
                    value: number;
                    from: number;
                    to: number;
                };
                chance: number;
                evidence: {
                    part: string;
                    value: string;
                    cases: number;
                }[];
            }[];
            followed: {
                /** @description The same in each week */
                name: string;
                /** @enum {string} */
                family: "untracked" | "late" | "unpaid" | "bounced" | "complained" | "clicked" | "failed" | "slow" | "delayed" | "returned" | "asked" | "unprompted" | "rated" | "answered" | "unheard" | "silent";
                parts: {
                    [key: string]: string;
                };
                cases: number;
                of: number;
                usual: number;
                usual_of: number;
                since: string;
                /** @enum {string} */
                state: "lasts" | "over" | "usual";
                done: {
                    name: string;
                    words: string;
                    by: string;
                    day: string;
                }[];
            }[];
            done: {
                name: string;
                words: string;
                by: string;
                day: string;
            }[];
        };
        DmarcSource: {
            /** @description The domain in From */
            from: string;
            signed_by: string | null;
            return_path: string | null;
            mails: number;
            /** @description Aligned and passed */
            dkim: number;
            spf: number;
            /** @description By either */
            passed: number;
            quarantined: number;
            rejected: number;
            /** @description Some of its servers */
            ips: string[];
        };
        Endpoint: {
            id: string;
            url: string;
            /** @description Empty: all */
            types: string[];
            /** @enum {string} */
            state: "on" | "off";
            /** @description Why it is off: `gone` answered 410 */
            reason: ("by_hand" | "gone" | "failing") | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            made_at: string;
            /** @description Until then the secret before the present one signs too */
            both_until: string | null;
            failing_since: string | null;
            told_at: string | null;
        };
        Erasure: {
            source: string;
            /** @enum {string} */
            state: "waiting" | "stopped" | "done";
            asked_at: string | null;
            due_at: string | null;
            settled_at: string | null;
        };
        Figures: {
            from: string;
            /** @description Whether sent mails are counted: `figures` or `digest` of the settings */
            counted: boolean;
            kinds: {
                /** @enum {string} */
                kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice" | "shipment_sms" | "care_sms" | "shipment_whatsapp" | "care_whatsapp" | "shipment_telegram" | "care_telegram" | "shipment_messenger" | "care_messenger" | "shipment_instagram" | "care_instagram" | "bounce_sms" | "support_short" | "sent_sms" | "sent_whatsapp" | "sent_telegram" | "sent_messenger" | "sent_instagram";
                sent: number;
                delivered: number;
                bounced: number;
                complained: number;
                failed: number;
                /** @description Nobody knows whether they arrived, and nothing more is tried */
                unknown: number;
                /** @description Sent although an earlier attempt may have arrived */
                repeated: number;
                /** @description From owed to accepted by a channel, at most a fifth too high */
                seconds: {
                    mails: number;
                    p50: number;
                    p95: number;
                } | null;
                /** @description Owed now, and with no channel */
                owed: number;
                oldest_owed_s: number | null;
            }[];
            unread: {
                source: string;
                unread: number;
                webhooks: number;
                is_capped: boolean;
            }[];
            refusals: {
                source: string;
                field: string;
                rule: string;
                count: number;
            }[];
        };
        Ignored: {
            source: string;
            topic: string;
            count: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            last_at: string;
        };
        Kept: {
            id: string;
            source: string | null;
            verified: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            received_at: string;
            bytes: number;
            /** @description It is retried no more by itself */
            set_aside: boolean;
        };
        Letter: {
            id: string;
            source: string;
            topic: string | null;
            /**
             * @description `unreadable`: no JSON
             * @enum {string}
             */
            reason: "unreadable" | "invalid" | "too_many_events" | "too_large";
            field: string | null;
            rule: string | null;
            /** @description The shape of what stood at `field`, never the value */
            got: string | null;
            bytes: number;
            /** @description How often it came */
            count: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            received_at: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            last_at: string;
            /** @description When it was last taken again in vain */
            tried_at: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            kept_until: string;
        };
        /** @description The body as text, or in base64 where it is not UTF-8 */
        LetterWithBody: {
            id: string;
            source: string;
            topic: string | null;
            /**
             * @description `unreadable`: no JSON
             * @enum {string}
             */
            reason: "unreadable" | "invalid" | "too_many_events" | "too_large";
            field: string | null;
            rule: string | null;
            /** @description The shape of what stood at `field`, never the value */
            got: string | null;
            bytes: number;
            /** @description How often it came */
            count: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            received_at: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            last_at: string;
            /** @description When it was last taken again in vain */
            tried_at: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            kept_until: string;
            body?: string;
            body_base64?: string;
            /** @description Orders of the shop that it names */
            orders: {
                order: string;
                number: string;
            }[];
            /** @description What taking it again now would come to; nothing is written. Null where only its sender could say */
            trial: {
                readable: boolean;
                field: string | null;
                rule: string | null;
                orders: {
                    /**
                     * @description `parked`: its order is not known; `unsure`: too much would have to be read to say
                     * @enum {string}
                     */
                    outcome: "recorded" | "duplicate" | "parked" | "unsure";
                    order: string | null;
                    number: string | null;
                    /** @description Messages that would then leave */
                    owed: {
                        kind: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC
                         */
                        due_at: string;
                    }[];
                    /** @description Messages that would not leave any more */
                    called_off: {
                        kind: string;
                    }[];
                }[];
            } | null;
        };
        Mail: {
            /** @description Its order's key, kind and what it is about */
            key: string;
            /** @enum {string} */
            kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice" | "shipment_sms" | "care_sms" | "shipment_whatsapp" | "care_whatsapp" | "shipment_telegram" | "care_telegram" | "shipment_messenger" | "care_messenger" | "shipment_instagram" | "care_instagram" | "bounce_sms" | "support_short" | "sent_sms" | "sent_whatsapp" | "sent_telegram" | "sent_messenger" | "sent_instagram";
            /**
             * @description `owed`: due at `due_at`; `queued`: due; `sent`: a channel accepted it; `unknown`: a channel may have it; `shadowed`: shadow mode kept it back
             * @enum {string}
             */
            state: "owed" | "queued" | "sending" | "sent" | "delivered" | "bounced" | "complained" | "suppressed" | "failed" | "unknown" | "shadowed";
            /** @description Of a suppressed or failed one */
            reason: string | null;
            attempts: number;
            channel: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            owed_at: string;
            due_at: string | null;
            sending_at: string | null;
            sent_at: string | null;
            unknown_at: string | null;
            closed_at: string | null;
            delivered_at: string | null;
            bounced_at: string | null;
            complained_at: string | null;
            /** @description Mail programs open mails by themselves: it says little */
            opened_at: string | null;
            clicked_at: string | null;
        };
        NewTokenAnswer: {
            id: string;
            name: string;
            scopes: ("read" | "act" | "send" | "admin")[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            made_at: string;
            expires_at: string | null;
            /** @description To the hour */
            used_at: string | null;
            /** @description Shown this once */
            token: string;
        };
        Order: {
            /** @description Its key: shop, source and id */
            order: string;
            number: string;
            placed_at: string;
            customer: {
                name: string | null;
                email: string | null;
            };
            currency: string;
            total_minor: number;
            open_minor: number | null;
            payment: string | null;
            cancelled: boolean;
            lines: {
                line: string;
                title: string;
                sku: string | null;
                quantity: number;
            }[];
            shipments: {
                shipment: string;
                status: string;
            }[];
            returns: {
                return: string;
                status: string;
            }[];
        };
        OrderWithCases: {
            /** @description Its key: shop, source and id */
            order: string;
            number: string;
            placed_at: string;
            customer: {
                name: string | null;
                email: string | null;
            };
            currency: string;
            total_minor: number;
            open_minor: number | null;
            payment: string | null;
            cancelled: boolean;
            lines: {
                line: string;
                title: string;
                sku: string | null;
                quantity: number;
            }[];
            shipments: {
                shipment: string;
                status: string;
            }[];
            returns: {
                return: string;
                status: string;
            }[];
            cases: string[];
        };
        Parked: {
            source: string;
            webhook: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            received_at: string;
            waits_for: string[];
            types: string[];
        };
        Person: {
            id: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "agent" | "viewer";
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            invited_at: string;
            joined_at: string | null;
        };
        /** @description RFC 9457 */
        Problem: {
            /** @description A link to what kind of problem it is */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description The field that breaks a rule */
            field?: string;
            /** @description The rule, as a clause */
            rule?: string;
            /** @description The shape of what stood there, never the value */
            got?: string;
            /**
             * @description The scope that the token lacks
             * @enum {string}
             */
            needed?: "read" | "act" | "send" | "admin";
            /**
             * @description The kind in a word
             * @enum {string}
             */
            error: "invalid" | "unavailable" | "too_many" | "token" | "scope" | "idempotency";
            /** @description The same as `detail` */
            message: string;
        };
        Return: {
            order: string;
            number: string;
            return: string;
            status: string;
            at: string;
            lines: Record<string, never>[];
            reason: string | null;
            send_by: string | null;
            label_url: string | null;
            qr_url: string | null;
            label_until: string | null;
            tracking_number: string | null;
            drop_off: string | null;
            /** @description What goes back for it by the order's account: never more than was paid and has not gone back; what is exchanged is no part of it */
            refund: {
                currency: string;
                lines: {
                    line_id: string;
                    quantity: number;
                    amount_minor: number;
                }[];
                /** @description Their share of the order's discounts, negative, and of taxes on top */
                shares_minor: number;
                total_minor: number;
                /** @description False where nothing was paid yet, so that nothing goes back */
                is_paid: boolean;
            };
            /** @enum {string} */
            progress: "requested" | "declined" | "approved" | "overdue" | "on_its_way" | "arrived" | "received" | "refunding" | "refunded";
        };
        SandboxMail: {
            /** @description Null where no mail goes */
            subject: string | null;
            text: string | null;
            html: string | null;
            bytes: number;
            /** @description What goes by the short ways, in their order */
            short: {
                way: string;
                text: string;
            }[];
        };
        Sender: {
            source: string;
            /** @enum {string} */
            state: "well" | "silent" | "unread" | "waits";
            address: string | null;
            last_at: string | null;
            topic: string | null;
            longest_silence_s: number | null;
            unread: number;
            /** @description Gathered in memory and written every ten minutes or fifty webhooks: the least that came */
            last_24_hours: {
                taken: number;
                repeated: number;
                refused: number;
                dead: number;
            };
            last_7_days: {
                taken: number;
                repeated: number;
                refused: number;
                dead: number;
            };
            live_secrets: number;
            newest_verified_at: string | null;
            older_verified_at: string | null;
        };
        Sent: {
            /** @description By which it is asked for and cancelled */
            id: string;
            /** @description Of the ledger, as `mails` and webhooks name it */
            key: string;
            /** @description The same `id` was handed over for this reader before */
            duplicate: boolean;
        };
        SentMail: {
            /** @description Its order's key, kind and what it is about */
            key: string;
            /** @enum {string} */
            kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice" | "shipment_sms" | "care_sms" | "shipment_whatsapp" | "care_whatsapp" | "shipment_telegram" | "care_telegram" | "shipment_messenger" | "care_messenger" | "shipment_instagram" | "care_instagram" | "bounce_sms" | "support_short" | "sent_sms" | "sent_whatsapp" | "sent_telegram" | "sent_messenger" | "sent_instagram";
            /**
             * @description `owed`: due at `due_at`; `queued`: due; `sent`: a channel accepted it; `unknown`: a channel may have it; `shadowed`: shadow mode kept it back
             * @enum {string}
             */
            state: "owed" | "queued" | "sending" | "sent" | "delivered" | "bounced" | "complained" | "suppressed" | "failed" | "unknown" | "shadowed";
            /** @description Of a suppressed or failed one */
            reason: string | null;
            attempts: number;
            channel: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            owed_at: string;
            due_at: string | null;
            sending_at: string | null;
            sent_at: string | null;
            unknown_at: string | null;
            closed_at: string | null;
            delivered_at: string | null;
            bounced_at: string | null;
            complained_at: string | null;
            /** @description Mail programs open mails by themselves: it says little */
            opened_at: string | null;
            clicked_at: string | null;
            id: string;
            tags: string[];
            /**
             * @description By which it went, or is to go
             * @enum {string}
             */
            way: "mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram";
            /** @description The ways before it, which failed */
            tried: {
                /** @enum {string} */
                way: "mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram";
                key: string;
                state: string;
                reason: string | null;
            }[];
        };
        Settings: {
            /** @description As docs/settings.md lists them */
            settings: Record<string, never>;
            mails: {
                shadow: boolean;
                kinds: {
                    /** @enum {string} */
                    kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice" | "shipment_sms" | "care_sms" | "shipment_whatsapp" | "care_whatsapp" | "shipment_telegram" | "care_telegram" | "shipment_messenger" | "care_messenger" | "shipment_instagram" | "care_instagram" | "bounce_sms" | "support_short" | "sent_sms" | "sent_whatsapp" | "sent_telegram" | "sent_messenger" | "sent_instagram";
                    name: string;
                    state: string;
                    copies: string[];
                }[];
            };
        };
        SettingsChanged: {
            changed: boolean;
            mails: {
                shadow: boolean;
                kinds: {
                    /** @enum {string} */
                    kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice" | "shipment_sms" | "care_sms" | "shipment_whatsapp" | "care_whatsapp" | "shipment_telegram" | "care_telegram" | "shipment_messenger" | "care_messenger" | "shipment_instagram" | "care_instagram" | "bounce_sms" | "support_short" | "sent_sms" | "sent_whatsapp" | "sent_telegram" | "sent_messenger" | "sent_instagram";
                    name: string;
                    state: string;
                    copies: string[];
                }[];
            };
        };
        Suppression: {
            /** @description A mail address, or a number in E.164 that wants no texts */
            email: string;
            /**
             * @description `progress`: news of the parcel and care
             * @enum {string}
             */
            class: "all" | "progress" | "care";
            /** @enum {string} */
            reason: "bounced" | "complained" | "unsubscribed" | "blocked";
            /** @description Null: for ever */
            until: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            at: string;
        };
        Template: {
            title: string;
            /** @enum {string} */
            lane: "now" | "later";
            variables: components["schemas"]["TemplateVariable"][];
            /** @description By language */
            texts: {
                [key: string]: {
                    subject: string;
                    markdown?: string;
                    html?: string;
                    text?: string;
                    short?: string;
                };
            };
        };
        TemplateShown: {
            subject: string;
            text: string;
            html: string;
            /** @description What goes by the short ways */
            short: string | null;
        };
        TemplateVariable: {
            name: string;
            /** @enum {string} */
            type: "text" | "number" | "money" | "date" | "link" | "flag" | "list";
            /** @description It may be missing */
            optional: boolean;
            /** @description What previews and tests show */
            example?: unknown;
            /** @description What an entry of a list has */
            fields?: {
                name: string;
                /** @enum {string} */
                type: "text" | "number" | "money" | "date" | "link" | "flag" | "list";
                /** @description It may be missing */
                optional: boolean;
            }[];
        };
        Token: {
            id: string;
            name: string;
            scopes: ("read" | "act" | "send" | "admin")[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            made_at: string;
            expires_at: string | null;
            /** @description To the hour */
            used_at: string | null;
        };
        Trial: {
            trial: string;
            kind: string;
            /**
             * @description `worse`: stopped by the guard; `over`: its days are over
             * @enum {string}
             */
            state: "running" | "worse" | "stopped" | "over" | "adopted";
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            started_at: string;
            /**
             * Format: date-time
             * @description Mails of a changed day count once none is left that was planned before
             */
            counts_from: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            ends_at: string;
            ended_at: string | null;
            person: string;
            difference: number;
            /** @description As it was said before the start */
            outlook: {
                mails_a_day: number;
                questions: number | null;
                clicks: number | null;
            };
            texts?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            days?: number | number[];
            measures: {
                questions: {
                    usual: {
                        of: number;
                        /** @description A share, or the mean of the stars */
                        value: number | null;
                    };
                    tried: {
                        of: number;
                        /** @description A share, or the mean of the stars */
                        value: number | null;
                    };
                    /** @description Pairs of orders in which the tried version did better */
                    better: number;
                    worse: number;
                    /** @enum {string} */
                    verdict: "better" | "worse" | "unsure";
                };
                clicks: {
                    usual: {
                        of: number;
                        /** @description A share, or the mean of the stars */
                        value: number | null;
                    };
                    tried: {
                        of: number;
                        /** @description A share, or the mean of the stars */
                        value: number | null;
                    };
                    /** @description Pairs of orders in which the tried version did better */
                    better: number;
                    worse: number;
                    /** @enum {string} */
                    verdict: "better" | "worse" | "unsure";
                };
                stars: {
                    usual: {
                        of: number;
                        /** @description A share, or the mean of the stars */
                        value: number | null;
                    };
                    tried: {
                        of: number;
                        /** @description A share, or the mean of the stars */
                        value: number | null;
                    };
                    /** @description Pairs of orders in which the tried version did better */
                    better: number;
                    worse: number;
                    /** @enum {string} */
                    verdict: "better" | "worse" | "unsure";
                };
            };
        };
        Unreachable: {
            order: string;
            number: string | null;
            /** @enum {string} */
            reason: "no_address" | "bounced";
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            since: string;
            /** @description What stands in the address's place */
            given: string | null;
        };
        WholeCase: {
            id: string;
            /** @enum {string} */
            kind: "question" | "where" | "return" | "claim" | "cancellation" | "address" | "courier_note" | "rating" | "bounce" | "shortage" | "dead_letter" | "dispute";
            topic: string;
            /** @enum {string} */
            state: "open" | "solved" | "merged";
            /**
             * @description Who acts, `shop` and `later` until `due_at`
             * @enum {string}
             */
            next: "shop" | "customer" | "later" | "nobody";
            due_at: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            opened_at: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC
             */
            changed_at: string;
            answered_at: string | null;
            order: string | null;
            /** @description Whether the sender's own domain signed the mail */
            proven: boolean;
            customer: {
                email: string;
                name: string | null;
            } | null;
            assignee: string | null;
            tags: string[];
            order_number: string | null;
            /** @description What the customer asks for */
            request: {
                about: string;
                remedy: ("send_again" | "refund") | null;
                until: string | null;
                /** @enum {string} */
                state: "open" | "granted" | "declined";
                decided_at: string | null;
                reason: string | null;
            } | null;
            /** @description Of the order, where the case is about a return */
            returns: {
                return: string;
                status: string;
                /** @description What goes back for it by the order's account: never more than was paid and has not gone back; what is exchanged is no part of it */
                refund: {
                    currency: string;
                    lines: {
                        line_id: string;
                        quantity: number;
                        amount_minor: number;
                    }[];
                    /** @description Their share of the order's discounts, negative, and of taxes on top */
                    shares_minor: number;
                    total_minor: number;
                    /** @description False where nothing was paid yet, so that nothing goes back */
                    is_paid: boolean;
                };
            }[];
            entries: components["schemas"]["CaseEntry"][];
        };
        Year: {
            from: string;
            until: string;
            /** @description The setting `figures` */
            counted: boolean;
            whole: {
                /** @description Its first day, or a month */
                from: string;
                sent: number;
                delivered: number;
                bounced: number;
                complained: number;
                clicked: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                /** @description Orders whose last goods arrived by the day that was told */
                kept: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                /** @description For each 1,000 mails */
                questions: number | null;
                /** @description Working minutes until a person answered first, of one half */
                answered_minutes: number | null;
                answered_minutes_95: number | null;
                /** @description From a question to its solution, of one half */
                solved_hours: number | null;
                /** @description Questions that were solved without a person */
                alone: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                stars: {
                    count: number;
                    value: number;
                    margin: number;
                } | null;
                /** @description Net promoter score, -100 to 100 */
                nps: {
                    count: number;
                    value: number;
                    margin: number;
                } | null;
                ordered: number;
                returned: number;
            };
            periods: {
                /** @description Its first day, or a month */
                from: string;
                sent: number;
                delivered: number;
                bounced: number;
                complained: number;
                clicked: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                /** @description Orders whose last goods arrived by the day that was told */
                kept: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                /** @description For each 1,000 mails */
                questions: number | null;
                /** @description Working minutes until a person answered first, of one half */
                answered_minutes: number | null;
                answered_minutes_95: number | null;
                /** @description From a question to its solution, of one half */
                solved_hours: number | null;
                /** @description Questions that were solved without a person */
                alone: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                stars: {
                    count: number;
                    value: number;
                    margin: number;
                } | null;
                /** @description Net promoter score, -100 to 100 */
                nps: {
                    count: number;
                    value: number;
                    margin: number;
                } | null;
                ordered: number;
                returned: number;
            }[];
            carriers: {
                name: string;
                cases: number;
                share: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
            }[];
            /** @description By who gave the date: `stated`, `learnt`, `rule` */
            origins: {
                name: string;
                cases: number;
                share: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
            }[];
            countries: {
                name: string;
                ordered: number;
                kept: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
            }[];
            routes: {
                channel: string;
                domain: string;
                sent: number;
                delivered: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                bounced: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                complained: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
            }[];
            skus: {
                name: string;
                sold: number;
                returned: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                reason: string;
            }[];
            ratings: {
                count: number;
                value: number;
                margin: number;
                about: string;
            }[];
            kinds: {
                kind: string;
                sent: number;
                bounced: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                clicked: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                opened: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
                p50: number | null;
                p95: number | null;
                p99: number | null;
                questions: number | null;
            }[];
            reasons: {
                name: string;
                cases: number;
                share: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
            }[];
            topics: {
                name: string;
                cases: number;
                share: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
            }[];
            learnt: {
                /** @description Empty for all carriers */
                carrier: string;
                service: string;
                country: string;
                days_min: number;
                days_max: number;
                since: string;
                cases: number;
                kept: {
                    cases: number;
                    of: number;
                    value: number;
                    from: number;
                    to: number;
                } | null;
            }[];
            /** @description What the last 20 changed texts brought, oldest first */
            versions: {
                kind: string;
                locale: string;
                day: string;
                person: string;
                questions: {
                    before: {
                        cases: number;
                        of: number;
                        value: number;
                        from: number;
                        to: number;
                    } | null;
                    after: {
                        cases: number;
                        of: number;
                        value: number;
                        from: number;
                        to: number;
                    } | null;
                    /**
                     * @description Of a sequential test: it may be read at any time
                     * @enum {string}
                     */
                    verdict: "better" | "worse" | "unsure";
                    /** @description Mails until a rate half as high again, or half as low, would show; null for never */
                    needed: number | null;
                };
                clicks: {
                    before: {
                        cases: number;
                        of: number;
                        value: number;
                        from: number;
                        to: number;
                    } | null;
                    after: {
                        cases: number;
                        of: number;
                        value: number;
                        from: number;
                        to: number;
                    } | null;
                    /**
                     * @description Of a sequential test: it may be read at any time
                     * @enum {string}
                     */
                    verdict: "better" | "worse" | "unsure";
                    /** @description Mails until a rate half as high again, or half as low, would show; null for never */
                    needed: number | null;
                };
                days_needed: number | null;
            }[];
            /** @description Days that a change of a kind's text would take to show */
            days_needed: {
                kind: string;
                days: number | null;
            }[];
        };
    };
    responses: {
        /** @description A parameter breaks its rule */
        400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No token of this shop, or one that is wrong, ended or expired */
        401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token lacks the scope */
        403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The shop has no such thing */
        404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It cannot be done as things stand */
        409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body breaks a rule: named by field, with the shape of what stood there */
        422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests in this minute */
        429: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Cannot be answered at the moment: nothing was changed that asking again would double */
        503: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The shop's id */
        shop: string;
        /** @description The same key and body are one act, for 24 hours; the answer is given again */
        idempotency_key: string;
    };
    requestBodies: never;
    headers: {
        /** @description Requests that the token may make in a minute: 600 */
        "RateLimit-Limit": number;
        /** @description Requests that are left in it */
        "RateLimit-Remaining": number;
        /** @description Seconds until the next minute begins */
        "RateLimit-Reset": number;
        /** @description Seconds after which it can be asked again */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listMails: {
        parameters: {
            query?: {
                /** @description Its number, or its key */
                order?: string;
                /** @description A mail's key */
                key?: string;
                state?: "failed" | "unknown" | "bounced" | "shadowed";
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mails: components["schemas"]["Mail"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    } | {
                        order: string;
                        number: string;
                        mails: components["schemas"]["Mail"][];
                    } | components["schemas"]["Mail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    sendMailAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                    to?: string;
                    despite?: boolean;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        owed: boolean;
                        /** @description Of what was owed */
                        key: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readFigures: {
        parameters: {
            query?: {
                /** @description 1 to 31, 7 where it is absent */
                days?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readYear: {
        parameters: {
            query?: {
                /** @description 1 to 400, 365 where it is absent */
                days?: string;
                /** @description `month` where it is absent */
                by?: "day" | "week" | "month";
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Year"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readFiguresFile: {
        parameters: {
            query: {
                table: "periods" | "carriers" | "origins" | "learnt" | "countries" | "kinds" | "routes" | "topics" | "reasons" | "skus" | "ratings";
                /** @description 1 to 400, 365 where it is absent */
                days?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listDigests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        digests: components["schemas"]["Digest"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    noteDone: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    name: string;
                    words: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        noted: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listUnreachable: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unreachable: components["schemas"]["Unreachable"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    correctAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    order: string;
                    email: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        corrected: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    dismissUnreachable: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    order: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dismissed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    dismissAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    alarm: "failed" | "unknown" | "bounced" | "parked" | "complaint_rate" | "bounce_rate" | "failed_mails" | "unreported" | "ignored" | "not_counted" | "no_reports" | "one_channel";
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dismissed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    replaceSettings: {
        parameters: {
            query?: {
                /** @description Only checks */
                dry?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsChanged"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    changeSettings: {
        parameters: {
            query?: {
                /** @description Only checks */
                dry?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsChanged"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    changeMailSettings: {
        parameters: {
            query?: {
                /** @description Only checks */
                dry?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsChanged"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readDeliverability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliverability"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    checkDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    channel?: string;
                    /** @default [] */
                    selectors?: string[];
                    /** @default  */
                    return_path?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedDomain"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        suppressions: components["schemas"]["Suppression"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    addSuppressions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/jsonl": string;
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kept: number;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    releaseSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @enum {string} */
                    class: "all" | "progress" | "care";
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    findSuppressions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        suppressions: components["schemas"]["Suppression"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listCases: {
        parameters: {
            query?: {
                /** @description `shop` where it is absent */
                list?: "shop" | "later" | "customer" | "solved";
                /** @description The matter */
                kind?: "question" | "where" | "return" | "claim" | "cancellation" | "address" | "courier_note" | "rating" | "bounce" | "shortage" | "dead_letter" | "dispute";
                /** @description A colleague's name; empty for cases that nobody has */
                assignee?: string;
                /** @description One tag, whatever its case */
                tag?: string;
                /** @description By which the first message came: `mail`, `page`, `chat`, `whatsapp` … */
                way?: string;
                /** @description Opened at least so many days ago */
                days?: string;
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: components["schemas"]["Case"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeCase"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    answerCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    message: string;
                    author?: string;
                    /**
                     * @default wait
                     * @enum {string}
                     */
                    then?: "wait" | "solve";
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answered: boolean;
                        by_mail: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    decideRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @enum {string} */
                    decision: "grant" | "decline";
                    /** @enum {string} */
                    remedy?: "send_again" | "refund";
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    askCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @default API */
                    author?: string;
                    message: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        asked: true;
                        by_mail: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    decideReturnOfCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @enum {string} */
                    decision: "approve" | "decline" | "received";
                    return?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    actOnCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "assign";
                    to: string | null;
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "tag";
                    tags: string[];
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "kind";
                    /** @enum {string} */
                    kind: "question" | "where" | "return" | "claim" | "cancellation" | "address" | "courier_note" | "rating" | "bounce" | "shortage" | "dead_letter" | "dispute";
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "note";
                    message: string;
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "snooze";
                    /** Format: date-time */
                    until: string;
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "reopen";
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "dismiss";
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "solve";
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "merge";
                    into: string;
                } | {
                    id: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    act: "link";
                    order: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description `all` where it is absent */
                list?: "all" | "todo" | "way" | "late" | "today" | "unpaid" | "case" | "returns" | "short" | "held" | "cancelled";
                /** @description The order's key */
                order?: string;
                /** @description As its storefront names it */
                channel?: string;
                /** @description To which it goes */
                country?: string;
                /** @description The first day on which it was placed, in the shop's zone */
                from?: string;
                /** @description The last day */
                until?: string;
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        indexed: boolean;
                        orders: components["schemas"]["Order"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    } | components["schemas"]["OrderWithCases"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    disputePack: {
        parameters: {
            query: {
                /** @description The order's key */
                order: string;
                /** @description `zip` where it is absent */
                as?: "pdf" | "zip";
                /** @description The language of the PDF; the shop's own where it is absent, or English */
                locale?: "en" | "de" | "fr" | "es" | "ja";
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/zip": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    findOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orders: components["schemas"]["Order"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    holdMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    /** @default API */
                    author?: string;
                    reason: string;
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        held: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    releaseMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        released: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    correctDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    /** @default API */
                    author?: string;
                    address: {
                        name?: string;
                        company?: string;
                        lines: string[];
                        city?: string;
                        region?: string;
                        postal_code?: string;
                        country?: string;
                    };
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        carried_out: "at_storefront" | "by_hand";
                        /** @description The case's id, which is the request's */
                        case: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    orderWays: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    order: string;
                    /** @default API */
                    author?: string;
                    progress?: {
                        ways: ("sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        /** @default false */
                        mail_too?: boolean;
                    };
                    care?: {
                        ways: ("sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        /** @default false */
                        mail_too?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        progress: {
                            ways: ("sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                            mail_too: boolean;
                        };
                        care: {
                            ways: ("sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                            mail_too: boolean;
                        };
                        proved: ("sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        stopped: ("sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    writeToCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    /** @default API */
                    author?: string;
                    topic: string;
                    message: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The case's id, which is the request's */
                        case: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listShortages: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tracked: boolean;
                        short: {
                            sku: string;
                            /** @description The order's key, the beginning of its mails' keys: `demo/shopify/1001` */
                            order: string;
                            line: string;
                            quantity: number;
                            placed_at: string;
                            /** @description The day that its customer was told */
                            expected_on: string | null;
                        }[];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    sayOfStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    sku: string;
                    /** @default API */
                    author?: string;
                    /** Format: date */
                    expected_on: string;
                } | {
                    sku: string;
                    /** @default API */
                    author?: string;
                    /** @constant */
                    back: true;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        said: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readTexts: {
        parameters: {
            query: {
                kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice";
                locale: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        texts: {
                            [key: string]: string;
                        };
                        versions: {
                            version: string;
                            at: string;
                            person: string;
                            texts: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    changeTexts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @enum {string} */
                    kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice";
                    locale: string;
                    /** @default API */
                    author?: string;
                    texts: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    sendTestMail: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @enum {string} */
                    kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice";
                    locale: string;
                    to: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sent: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    bringBackTexts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @enum {string} */
                    kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request" | "back_in_stock" | "rating_received" | "choice_confirmed" | "history_link" | "verification_code" | "data_export_ready" | "erasure_done" | "support_received" | "support_answered" | "support_reply" | "request_news" | "support_resolved" | "shop_alert" | "shop_digest" | "sent_code" | "sent_mail" | "sent_notice";
                    locale: string;
                    /** @default API */
                    author?: string;
                    version: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        templates: {
                            name: string;
                            title: string;
                            /** @enum {string} */
                            lane: "now" | "later";
                            variables: components["schemas"]["TemplateVariable"][];
                            locales: string[];
                            changed_at: string;
                            person: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string;
                        /** @enum {string} */
                        lane: "now" | "later";
                        variables: components["schemas"]["TemplateVariable"][];
                        /** @description By language */
                        texts: {
                            [key: string]: {
                                subject: string;
                                markdown?: string;
                                html?: string;
                                text?: string;
                                short?: string;
                            };
                        };
                        versions: {
                            version: string;
                            at: string;
                            person: string;
                            /** @description Null where the template was deleted */
                            template: components["schemas"]["Template"] | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    putTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    title?: string;
                    /**
                     * @default now
                     * @enum {string}
                     */
                    lane?: "now" | "later";
                    /** @default [] */
                    variables?: {
                        name: string;
                        /** @enum {string} */
                        type: "text" | "number" | "money" | "date" | "link" | "flag" | "list";
                        /** @default false */
                        optional?: boolean;
                        example?: unknown;
                        fields?: {
                            name: string;
                            /** @enum {string} */
                            type: "text" | "number" | "money" | "date" | "link" | "flag";
                            /** @default false */
                            optional?: boolean;
                        }[];
                    }[];
                    texts: {
                        [key: string]: {
                            subject: string;
                            markdown?: string;
                            html?: string;
                            text?: string;
                            short?: string;
                        };
                    };
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    deleteTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    previewTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    locale?: string;
                    data?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateShown"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    sendTestTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    locale?: string;
                    data?: {
                        [key: string]: unknown;
                    };
                    to: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sent: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    bringBackTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    version: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listTrials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        trials: components["schemas"]["Trial"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    startTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @enum {string} */
                    kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request";
                    texts?: {
                        [key: string]: {
                            [key: string]: string;
                        };
                    };
                    days?: number | number[];
                    /**
                     * @default 1.5
                     * @enum {number}
                     */
                    difference?: 1.25 | 1.5 | 2 | 3;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        trial: string;
                        mails_a_day: number;
                        /** @description Days; null for never */
                        questions: number | null;
                        clicks: number | null;
                        /** @description The sooner of both */
                        days: number | null;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readTrialOutlook: {
        parameters: {
            query: {
                kind: "order_confirmation" | "order_changed" | "order_cancelled" | "backorder_notice" | "back_on_track" | "delay_notice" | "order_link" | "invoice" | "payment_reminder" | "payment_receipt" | "payment_failed" | "refund_issued" | "refund_failed" | "shipment_shipped" | "shipment_updated" | "shipment_out_for_delivery" | "shipment_ready_for_pickup" | "shipment_delivered" | "shipment_attempted" | "shipment_exception" | "shipment_stalled" | "shipment_returned_to_sender" | "return_received_request" | "return_approved" | "return_declined" | "return_arrived" | "return_window_closing" | "withdrawal_acknowledged" | "follow_up" | "feedback_request";
                /** @description How many times as many questions, or fewer clicks; 1.5 where it is absent */
                difference?: "1.25" | "1.5" | "2" | "3";
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kind: string;
                        difference: number;
                        mails_a_day: number;
                        /** @description Days; null for never */
                        questions: number | null;
                        clicks: number | null;
                        /** @description The sooner of both */
                        days: number | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    stopTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    trial: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        stopped: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    adoptTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    trial: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        adopted: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listRatings: {
        parameters: {
            query?: {
                list?: "all" | "low";
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ratings: {
                            /** @description The order's key, the beginning of its mails' keys: `demo/shopify/1001` */
                            order: string;
                            /** @description `delivery`, `nps`, or `line:` and the line's id */
                            about: string;
                            score: number;
                            of: number;
                            words: string | null;
                            rated_at: string;
                        }[];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    answerRating: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    message: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        case: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listReturns: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        indexed: boolean;
                        returns: components["schemas"]["Return"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    decideReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    return: string;
                    /** @enum {string} */
                    decision: "approve" | "decline" | "received";
                    reason?: string;
                    /** Format: uri */
                    label_url?: string;
                    tracking_number?: string;
                    carrier?: string;
                    /** Format: date */
                    label_until?: string;
                    drop_off?: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    addReturnLabel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    return: string;
                    base64: string;
                    /**
                     * @default label
                     * @enum {string}
                     */
                    use?: "label" | "code";
                    tracking_number?: string;
                    carrier?: string;
                    /** Format: date */
                    label_until?: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    askAboutReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    order: string;
                    message: string;
                    /** @default API */
                    author?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        asked: true;
                        by_mail: boolean;
                        case: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listConversations: {
        parameters: {
            query: {
                /** @description The order's key, the beginning of its mails' keys: `demo/shopify/1001` */
                order: string;
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: components["schemas"]["ConversationMessage"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    answerConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    order: string;
                    conversation: string;
                    id: string;
                    message: string;
                    author?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answered: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    closeConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    order: string;
                    conversation: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        closed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dead_letters: components["schemas"]["Letter"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterWithBody"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    deleteDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    replayDeadLetters: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id?: string;
                    source?: string;
                    field?: string;
                    rule?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "recorded" | "duplicate" | "ignored" | "kept";
                    } | {
                        recorded: number;
                        needless: number;
                        refused: number;
                        left: number;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    deleteDeadLettersOfCause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                    field: string;
                    rule: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: number;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listKeptWebhooks: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kept: components["schemas"]["Kept"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    replayKeptWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recorded: number;
                        failed: number;
                        left: number;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listErasures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        erasures: components["schemas"]["Erasure"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    stopErasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        stopped: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listPeople: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: components["schemas"]["Person"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    invitePerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    name: string;
                    /** @enum {string} */
                    role: "owner" | "agent" | "viewer";
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invited: boolean;
                        id: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    removePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "agent" | "viewer";
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tokens: components["schemas"]["Token"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    makeToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("read" | "act" | "send" | "admin")[];
                    days?: number;
                };
            };
        };
        responses: {
            /** @description As asked */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTokenAnswer"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    endToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    send: {
        parameters: {
            query?: {
                /** @description Only shows what would leave */
                sandbox?: string;
            };
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": (({
                    id?: string;
                    to: {
                        email?: string;
                        phone?: string;
                        whatsapp?: string;
                        telegram?: string;
                        messenger?: string;
                        instagram?: string;
                        name?: string;
                        locale?: string;
                    };
                    ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    tags?: string[];
                    /** @enum {string} */
                    template: "verification_code" | "two_factor_code";
                    data: {
                        code: string;
                        /** @default 10 */
                        minutes?: number;
                    };
                } | {
                    id?: string;
                    to: {
                        email?: string;
                        phone?: string;
                        whatsapp?: string;
                        telegram?: string;
                        messenger?: string;
                        instagram?: string;
                        name?: string;
                        locale?: string;
                    };
                    ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    short?: string;
                    /** Format: date-time */
                    at?: string;
                    /** Format: date-time */
                    expires_at?: string;
                    tags?: string[];
                    attachments?: {
                        name: string;
                        type: string;
                        base64: string;
                    }[];
                    /** @enum {string} */
                    template: "password_reset" | "activation";
                    data: {
                        /** Format: uri */
                        url: string;
                        minutes?: number;
                    };
                } | {
                    id?: string;
                    to: {
                        email?: string;
                        phone?: string;
                        whatsapp?: string;
                        telegram?: string;
                        messenger?: string;
                        instagram?: string;
                        name?: string;
                        locale?: string;
                    };
                    ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    short?: string;
                    /** Format: date-time */
                    at?: string;
                    /** Format: date-time */
                    expires_at?: string;
                    tags?: string[];
                    attachments?: {
                        name: string;
                        type: string;
                        base64: string;
                    }[];
                    /** @constant */
                    template: "invoice";
                    data: {
                        number: string;
                        /** Format: uri */
                        url?: string;
                        amount_minor?: number;
                        currency?: string;
                        /** Format: date */
                        due?: string;
                    };
                } | {
                    id?: string;
                    to: {
                        email?: string;
                        phone?: string;
                        whatsapp?: string;
                        telegram?: string;
                        messenger?: string;
                        instagram?: string;
                        name?: string;
                        locale?: string;
                    };
                    ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    short?: string;
                    /** Format: date-time */
                    at?: string;
                    /** Format: date-time */
                    expires_at?: string;
                    tags?: string[];
                    attachments?: {
                        name: string;
                        type: string;
                        base64: string;
                    }[];
                    /** @enum {string} */
                    template: "reminder" | "notification";
                    data: {
                        title: string;
                        text: string;
                        /** Format: uri */
                        url?: string;
                        button?: string;
                    };
                } | {
                    id?: string;
                    to: {
                        email?: string;
                        phone?: string;
                        whatsapp?: string;
                        telegram?: string;
                        messenger?: string;
                        instagram?: string;
                        name?: string;
                        locale?: string;
                    };
                    ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    short?: string;
                    /** Format: date-time */
                    at?: string;
                    /** Format: date-time */
                    expires_at?: string;
                    tags?: string[];
                    attachments?: {
                        name: string;
                        type: string;
                        base64: string;
                    }[];
                    /** @constant */
                    template: "statement";
                    data: {
                        period: string;
                        /** Format: uri */
                        url?: string;
                    };
                }) | {
                    id?: string;
                    to: {
                        email?: string;
                        phone?: string;
                        whatsapp?: string;
                        telegram?: string;
                        messenger?: string;
                        instagram?: string;
                        name?: string;
                        locale?: string;
                    };
                    ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    short?: string;
                    /** Format: date-time */
                    at?: string;
                    /** Format: date-time */
                    expires_at?: string;
                    tags?: string[];
                    attachments?: {
                        name: string;
                        type: string;
                        base64: string;
                    }[];
                    template: string;
                    /** @default {} */
                    data?: {
                        [key: string]: unknown;
                    };
                } | {
                    id?: string;
                    to: {
                        email?: string;
                        phone?: string;
                        whatsapp?: string;
                        telegram?: string;
                        messenger?: string;
                        instagram?: string;
                        name?: string;
                        locale?: string;
                    };
                    ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                    short?: string;
                    /** Format: date-time */
                    at?: string;
                    /** Format: date-time */
                    expires_at?: string;
                    tags?: string[];
                    attachments?: {
                        name: string;
                        type: string;
                        base64: string;
                    }[];
                    subject: string;
                    html?: string;
                    markdown?: string;
                    text?: string;
                    /**
                     * @default now
                     * @enum {string}
                     */
                    lane?: "now" | "later";
                }) | {
                    messages: (({
                        id?: string;
                        to: {
                            email?: string;
                            phone?: string;
                            whatsapp?: string;
                            telegram?: string;
                            messenger?: string;
                            instagram?: string;
                            name?: string;
                            locale?: string;
                        };
                        ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        tags?: string[];
                        /** @enum {string} */
                        template: "verification_code" | "two_factor_code";
                        data: {
                            code: string;
                            /** @default 10 */
                            minutes?: number;
                        };
                    } | {
                        id?: string;
                        to: {
                            email?: string;
                            phone?: string;
                            whatsapp?: string;
                            telegram?: string;
                            messenger?: string;
                            instagram?: string;
                            name?: string;
                            locale?: string;
                        };
                        ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        short?: string;
                        /** Format: date-time */
                        at?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        tags?: string[];
                        attachments?: {
                            name: string;
                            type: string;
                            base64: string;
                        }[];
                        /** @enum {string} */
                        template: "password_reset" | "activation";
                        data: {
                            /** Format: uri */
                            url: string;
                            minutes?: number;
                        };
                    } | {
                        id?: string;
                        to: {
                            email?: string;
                            phone?: string;
                            whatsapp?: string;
                            telegram?: string;
                            messenger?: string;
                            instagram?: string;
                            name?: string;
                            locale?: string;
                        };
                        ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        short?: string;
                        /** Format: date-time */
                        at?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        tags?: string[];
                        attachments?: {
                            name: string;
                            type: string;
                            base64: string;
                        }[];
                        /** @constant */
                        template: "invoice";
                        data: {
                            number: string;
                            /** Format: uri */
                            url?: string;
                            amount_minor?: number;
                            currency?: string;
                            /** Format: date */
                            due?: string;
                        };
                    } | {
                        id?: string;
                        to: {
                            email?: string;
                            phone?: string;
                            whatsapp?: string;
                            telegram?: string;
                            messenger?: string;
                            instagram?: string;
                            name?: string;
                            locale?: string;
                        };
                        ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        short?: string;
                        /** Format: date-time */
                        at?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        tags?: string[];
                        attachments?: {
                            name: string;
                            type: string;
                            base64: string;
                        }[];
                        /** @enum {string} */
                        template: "reminder" | "notification";
                        data: {
                            title: string;
                            text: string;
                            /** Format: uri */
                            url?: string;
                            button?: string;
                        };
                    } | {
                        id?: string;
                        to: {
                            email?: string;
                            phone?: string;
                            whatsapp?: string;
                            telegram?: string;
                            messenger?: string;
                            instagram?: string;
                            name?: string;
                            locale?: string;
                        };
                        ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        short?: string;
                        /** Format: date-time */
                        at?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        tags?: string[];
                        attachments?: {
                            name: string;
                            type: string;
                            base64: string;
                        }[];
                        /** @constant */
                        template: "statement";
                        data: {
                            period: string;
                            /** Format: uri */
                            url?: string;
                        };
                    }) | {
                        id?: string;
                        to: {
                            email?: string;
                            phone?: string;
                            whatsapp?: string;
                            telegram?: string;
                            messenger?: string;
                            instagram?: string;
                            name?: string;
                            locale?: string;
                        };
                        ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        short?: string;
                        /** Format: date-time */
                        at?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        tags?: string[];
                        attachments?: {
                            name: string;
                            type: string;
                            base64: string;
                        }[];
                        template: string;
                        /** @default {} */
                        data?: {
                            [key: string]: unknown;
                        };
                    } | {
                        id?: string;
                        to: {
                            email?: string;
                            phone?: string;
                            whatsapp?: string;
                            telegram?: string;
                            messenger?: string;
                            instagram?: string;
                            name?: string;
                            locale?: string;
                        };
                        ways?: ("mail" | "sms" | "whatsapp" | "telegram" | "messenger" | "instagram")[];
                        short?: string;
                        /** Format: date-time */
                        at?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        tags?: string[];
                        attachments?: {
                            name: string;
                            type: string;
                            base64: string;
                        }[];
                        subject: string;
                        html?: string;
                        markdown?: string;
                        text?: string;
                        /**
                         * @default now
                         * @enum {string}
                         */
                        lane?: "now" | "later";
                    })[];
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sandbox: boolean;
                        messages: components["schemas"]["SandboxMail"][];
                    };
                };
            };
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: components["schemas"]["Sent"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    readSend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMail"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    cancelSend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cancelled: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Endpoint"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    makeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    /** @default [] */
                    types?: string[];
                };
            };
        };
        responses: {
            /** @description As asked */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Shown this once */
                        secret: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    endWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url?: string;
                    types?: string[];
                    /** @enum {string} */
                    state?: "on" | "off";
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    rotateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown this once */
                        secret: string;
                        both_until: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        owed: number;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    event?: string;
                };
            };
        };
        responses: {
            /** @description It is taken and on its way */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        owed: number;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listWebhookEvents: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["Delivery"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listChats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chats: components["schemas"]["Chat"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    connectSlackApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bot_token: string;
                    signing_secret: string;
                    channel: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        connected: true;
                        events_url: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    disconnectSlackApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disconnected: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    connectChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                chat: "slack" | "discord" | "teams";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connected: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    disconnectChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                chat: "slack" | "discord" | "teams";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disconnected: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listWays: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ways: components["schemas"]["ConnectedWay"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    connectWay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                way: "sms" | "whatsapp" | "telegram" | "messenger" | "instagram" | "chatwoot";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        connected: true;
                        hook_url: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    disconnectWay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                way: "sms" | "whatsapp" | "telegram" | "messenger" | "instagram" | "chatwoot";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disconnected: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    checkWay: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                way: "sms" | "whatsapp" | "telegram" | "messenger" | "instagram" | "chatwoot";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        found: {
                            ok: boolean;
                            says: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listSenders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        senders: components["schemas"]["Sender"][];
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    rotateSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body are one act, for 24 hours; the answer is given again */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                source: "standard" | "shopify" | "woocommerce" | "bigcommerce" | "stripe" | "paypal" | "square" | "easypost" | "aftership" | "shippo" | "17track" | "shipengine";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    secret?: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        kept: true;
                        secret?: string;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    dropOldSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
                source: "standard" | "shopify" | "woocommerce" | "bigcommerce" | "stripe" | "paypal" | "square" | "easypost" | "aftership" | "shippo" | "17track" | "shipengine";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dropped: boolean;
                    };
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listActs: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acts: components["schemas"]["Act"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listIgnored: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ignored: components["schemas"]["Ignored"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
    listParked: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before it gave */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The shop's id */
                shop: components["parameters"]["shop"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parked: components["schemas"]["Parked"][];
                        /** @description Given back as `after` it begins the next page; null is the end */
                        after: string | null;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            429: components["responses"]["429"];
            503: components["responses"]["503"];
        };
    };
}

